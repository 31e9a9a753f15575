-- One row per contribution and thing known of it: what its author declared, its month, its choices.
with

declared as (
    select contribution_id, 'author_type' as variable, author_type as value from contributions
    union all
    select contribution_id, 'department' as variable, department as value from contributions
    union all
    select contribution_id, 'month' as variable, strftime(day, '%Y-%m') as value from contributions
),

chosen as (
    select
        cells.contribution_id,
        cells.question_id,
        unnest(
            case
                when questions.kind = 'multiple' then string_split(cells.text, '|')
                else [cells.text]
            end
        ) as choice
    from cells
    join questions using (question_id)
    where questions.kind <> 'open' and cells.status = 'published'
)

select
    contribution_id,
    variable,
    value
from declared
where value is not null

union

select
    contribution_id,
    'question ' || question_id as variable,
    trim(choice) as value
from chosen
where trim(choice) <> ''
