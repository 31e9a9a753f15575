-- One row per question and source with cells left empty.
select
    entries.question_id,
    received.source,
    count(*) as answers,
    count(distinct received.contribution_id) as contributions
from entries
join received using (source_number, row)
where received.is_taken
    and (
        entries.text is null
        or regexp_full_match(entries.text, '[\s\x{a0}\x{2007}\x{202f}\x{feff}\x{200b}]*')
    )
group by entries.question_id, received.source
