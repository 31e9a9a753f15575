-- One row per open question and state; sums to the cells that came in.
select
    question_id,
    state,
    count(*) as answers,
    count(distinct contribution_id) as contributions
from states
group by question_id, state

union all

select
    blanks.question_id,
    'empty' as state,
    sum(blanks.answers)::bigint as answers,
    sum(blanks.contributions)::bigint as contributions
from blanks
join questions using (question_id)
where questions.kind = 'open'
group by blanks.question_id
