-- Les états d’une question ne font pas ce qui fut reçu.
select question_id, any_value(asked) as asked, coalesce(sum(answers), 0) as accounted
from questions
left join ledger using (question_id)
group by question_id
having accounted <> any_value(asked)
order by question_id
limit 1
