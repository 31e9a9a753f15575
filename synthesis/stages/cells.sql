-- One row per cell with words. The words of who asked to be withdrawn are in no table.
with

written as (
    select *
    from taken
    where not regexp_full_match(text, '[\s\x{a0}\x{2007}\x{202f}\x{feff}\x{200b}]*')
),

-- Few contributions answer a question twice: only their cells are ranked, without their words.
several as (
    select
        contribution_id,
        question_id
    from written
    group by contribution_id, question_id
    having count(*) > 1
),

ranked as (
    select
        written.source_number,
        written.row,
        written.question_id,
        row_number() over (
            partition by written.contribution_id, written.question_id
            order by written.source_number, written.row
        ) as cell
    from written
    join several using (contribution_id, question_id)
)

select
    written.contribution_id,
    written.question_id,
    coalesce(ranked.cell, 1)::integer as cell,
    case when written.status = 'requested' then 'withdrawn' else written.status end as status,
    case when written.status <> 'requested' then written.text end as text,
    nullif(written.mended, '') as mended
from written
left join ranked using (source_number, row, question_id)
