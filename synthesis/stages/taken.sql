-- One row per cell that counts: of the last snapshot of its contribution, and of an earlier one
-- where no later one has the question at all.
select
    received.source_number,
    received.source,
    received.row,
    received.contribution_id,
    received.status,
    entries.question_id,
    entries.text,
    entries.mended
from entries
join received using (source_number, row)
where received.taken_as in ('contribution', 'further')

union all

select
    received.source_number,
    received.source,
    received.row,
    received.contribution_id,
    latest.status,
    entries.question_id,
    entries.text,
    entries.mended
from received
join entries using (source_number, row)
join received as latest
    on latest.contribution_id = received.contribution_id
    and latest.taken_as = 'contribution'
where received.taken_as = 'overlap'
    -- Of a proposal moved elsewhere, the last place is the only one.
    and received.kind is null
    and not exists (
        from received as later
        join entries as theirs using (source_number, row)
        where later.contribution_id = received.contribution_id
            and later.source_number > received.source_number
            and later.taken_as <> 'repeat'
            and theirs.question_id = entries.question_id
    )
