-- One row per question and state, people's decisions included; what is empty nobody decides on.
select
    question_id,
    state,
    count(*) as answers,
    count(distinct contribution_id) as contributions
from assignments
group by question_id, state

union all

select ledger.*
from found.ledger
left join published using (question_id)
where published.question_id is null or ledger.state = 'empty'
