-- One row per contribution and thing known of it: what its author declared, its month, its choices.
with

declared as (
    unpivot (
        select
            contribution_id,
            author_type,
            department,
            strftime(day, '%Y-%m') as month
        from contributions
    )
    on author_type, department, month
    into name variable value value
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

union

select
    contribution_id,
    'question ' || question_id as variable,
    trim(choice) as value
from chosen
where trim(choice) <> ''
