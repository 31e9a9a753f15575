-- One row per quotation, with the whole answer it is a slice of.
-- Gives: q/*.html, « Verbatims » of each class.
-- Parameter: $question, a question_id.
select
    verbatims.cluster_id,
    verbatims.kind,
    verbatims.rank,
    verbatims.answer_id,
    answers.reference,
    verbatims."start",
    verbatims.stop,
    answers.text,
    verbatims.score,
    assignments.margin,
    assignments.second_cluster_id
from verbatims
join answers using (answer_id)
join assignments using (answer_id)
where verbatims.question_id = $question
order by verbatims.cluster_id, verbatims.kind, verbatims.rank
