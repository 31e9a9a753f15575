-- One row per cell with words. The words of who asked to be withdrawn are in no table.
with

-- Read again by each that needs it: held, it would be all the words there are.
written as not materialized (
    select *
    from taken
    where not regexp_full_match(text, '[\s\x{a0}\x{2007}\x{202f}\x{feff}\x{200b}]*')
),

-- Only who has several rows can answer a question twice; in most exports, nobody has.
of_several_rows as (
    select contribution_id
    from received
    where taken_as <> 'repeat'
    group by contribution_id
    having count(*) > 1
),

-- Few of those do: only their cells are ranked, without their words.
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
    join of_several_rows using (contribution_id)
    qualify count(*) over (partition by written.contribution_id, written.question_id) > 1
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
