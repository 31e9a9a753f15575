-- One row per answer, not empty, with one of these references, in order of arrival.
select
    states.reference,
    answers.text
from states
left join answers using (answer_id)
where
    states.question_id = $question
    and states.reference in (select unnest($references::varchar[]))
order by states.answer_id
