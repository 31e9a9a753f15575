-- One row per question and source with cells left empty.
select
    question_id,
    source,
    count(*) as answers,
    count(distinct contribution_id) as contributions
from taken
where text is null
    or regexp_full_match(text, '[\s\x{a0}\x{2007}\x{202f}\x{feff}\x{200b}]*')
group by question_id, source
