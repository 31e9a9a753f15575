-- One row per question and state; sums to the cells that came in.
-- A cell of a closed or multiple question counts if it holds a choice that may be shown.
with

choices as (
    select
        cells.question_id,
        cells.contribution_id,
        case
            when cells.status <> 'published' then cells.status
            when questions.kind = 'multiple' and trim(replace(cells.text, '|', ' ')) = ''
                then 'no_content'
            else 'counted'
        end as state
    from cells
    join questions using (question_id)
    where questions.kind <> 'open'
),

kept as (
    select
        question_id,
        contribution_id,
        state
    from states

    union all

    select
        question_id,
        contribution_id,
        state
    from choices
)

select
    question_id,
    state,
    count(*) as answers,
    count(distinct contribution_id) as contributions
from kept
group by question_id, state

union all

select
    question_id,
    'empty' as state,
    sum(answers)::bigint as answers,
    sum(contributions)::bigint as contributions
from blanks
group by question_id
