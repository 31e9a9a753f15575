-- One row per export: the rows in it, and what they became; the parts sum to the rows.
-- Gives: index.html, « Ce que chaque fichier a donné ».
-- Reads: tables/intake.parquet.
-- Printed on: index.html.
select
    source,
    rows,
    contributions,
    further,
    superseded,
    repeats,
    refused
from intake
order by source
