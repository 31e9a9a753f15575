-- One row per contribution, closed or multiple question, and option chosen that may be shown.
-- Wordings that differ by case alone are one option, named as most contributions write it.
with

given as (
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

chosen as (
    select distinct
        question_id,
        contribution_id,
        trim(choice) as wording,
        lower(nfc_normalize(trim(choice))) as same
    from given
    where trim(choice) <> ''
),

wordings as (
    select
        question_id,
        same,
        wording,
        count(*) as contributions
    from chosen
    group by question_id, same, wording
),

options as (
    select
        question_id,
        same,
        list(wording order by contributions desc, wording)[1] as option
    from wordings
    group by question_id, same
)

select distinct
    chosen.question_id,
    chosen.contribution_id,
    options.option
from chosen
join options using (question_id, same)
