-- Une réponse publiée n’est pas celle de sa contribution, ou n’est pas dans assignments.
select answers.answer_id, answers.reference
from answers
left join contributions using (contribution_id)
left join assignments using (answer_id)
where contributions.reference is distinct from answers.reference
    or assignments.reference is distinct from answers.reference
    or assignments.contribution_id is distinct from answers.contribution_id
    or assignments.question_id is distinct from answers.question_id
order by answers.answer_id
limit 1
