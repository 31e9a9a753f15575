-- One row per answer of the question that is not empty, in order of arrival: where the run put it.
select
    states.answer_id,
    states.reference,
    states.state,
    assignments.cluster_id
from states
left join assignments using (answer_id)
where states.question_id = $question
order by states.answer_id
