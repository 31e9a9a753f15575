-- One row per family of copies and theme that holds some of its answers to the question.
-- Gives: q/*.html, « Textes copiés ».
-- Parameter: $question, a question_id.
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
