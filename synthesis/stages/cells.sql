-- One row per cell with words.
select
    received.contribution_id,
    entries.question_id,
    row_number() over (
        partition by received.contribution_id, entries.question_id order by entries.row
    )::integer as cell,
    received.status,
    entries.text
from entries
join received using (source_number, row)
where received.is_taken
    and not regexp_full_match(entries.text, '[\s\x{a0}\x{2007}\x{202f}\x{feff}\x{200b}]*')
