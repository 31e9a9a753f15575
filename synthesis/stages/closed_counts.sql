-- One row per option of a closed or multiple question, counted on both bases.
-- Neither base holds a contribution whose choice the source does not show: the ledger counts it.
with

chosen as (
    select
        cells.question_id,
        cells.contribution_id,
        unnest(
            case
                when questions.kind = 'multiple' then string_split(cells.text, '|')
                else [cells.text]
            end
        ) as choice
    from cells
    join questions using (question_id)
    where questions.kind <> 'open' and cells.status = 'published'
),

options as (
    select distinct
        question_id,
        contribution_id,
        trim(choice) as option
    from chosen
    where trim(choice) <> ''
),

expressed as (
    select
        question_id,
        count(distinct contribution_id) as base_expressed
    from options
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
        entries.question_id,
        count(distinct received.contribution_id) as base_all
    from entries
    join received using (source_number, row)
    anti join hidden
        on entries.question_id = hidden.question_id
        and received.contribution_id = hidden.contribution_id
    where received.is_taken
    group by entries.question_id
)

select
    options.question_id,
    options.option,
    count(*) as answers,
    any_value(asked_of.base_all) as base_all,
    any_value(expressed.base_expressed) as base_expressed
from options
join asked_of using (question_id)
join expressed using (question_id)
group by options.question_id, options.option
