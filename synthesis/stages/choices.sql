-- One row per contribution, closed or multiple question, and option chosen that may be shown.
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
)

select distinct
    question_id,
    contribution_id,
    trim(choice) as option
from chosen
where trim(choice) <> ''
