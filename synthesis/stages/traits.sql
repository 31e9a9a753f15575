-- One row per contribution and thing known of it: what its author declared, its month, its choices.
with

known as (
    select contribution_id, 'author_type' as variable, author_type as value from contributions
    union all
    select contribution_id, 'department' as variable, department as value from contributions
    union all
    select contribution_id, 'month' as variable, strftime(day, '%Y-%m') as value from contributions
    union all
    select contribution_id, 'question ' || question_id as variable, option as value from choices
)

select
    contribution_id,
    variable,
    value
from known
where value is not null
