-- One row per option of a closed or multiple question, counted on both bases.
-- Neither base holds a contribution whose choice the source does not show: the ledger counts it.
with

expressed as (
    select
        question_id,
        count(distinct contribution_id) as base_expressed
    from choices
    group by question_id
),

hidden as (
    select
        question_id,
        contribution_id
    from cells
    group by question_id, contribution_id
    having not bool_or(status = 'published')
),

asked_of as (
    select
        taken.question_id,
        count(distinct taken.contribution_id) as base_all
    from taken
    anti join hidden using (question_id, contribution_id)
    group by taken.question_id
)

select
    choices.question_id,
    choices.option,
    count(*) as answers,
    any_value(asked_of.base_all) as base_all,
    any_value(expressed.base_expressed) as base_expressed
from choices
join asked_of using (question_id)
join expressed using (question_id)
group by choices.question_id, choices.option
