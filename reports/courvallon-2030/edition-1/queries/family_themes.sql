-- One row per family of copies and theme that holds some of its answers to the question.
-- Gives: q/*.html, « Textes copiés ».
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- Reads: tables/assignments.parquet, tables/codings.parquet.
-- Printed on: q/901.html, q/906.html.
select
    assignments.family_id,
    codings.theme_id,
    count(distinct codings.answer_id) as answers
from codings
join assignments using (answer_id)
where codings.question_id = $question
    and codings.source <> 'child'
    and assignments.family_id is not null
group by assignments.family_id, codings.theme_id
order by assignments.family_id, answers desc, codings.theme_id
