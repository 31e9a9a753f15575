-- One row per export and reason: the lines that were not taken.
-- Gives: index.html, first alert and « Lignes non prises ».
-- Reads: tables/rejects.parquet.
-- Printed on: lookup.html.
select
    source,
    reason,
    count(*) as rejected,
    min(line) as first_line
from rejects
group by source, reason
order by source, rejected desc, reason
