-- One row: the words of an answer, where they are published, and the runner-up of its clusters.
select
    answers.text,
    assignments.second_cluster_id
from assignments
left join answers using (answer_id)
where assignments.answer_id = $answer
