-- One row per day with a contribution.
-- Gives: index.html, « Jours de dépôt » (summed by week or month where the period is long).
-- Reads: tables/contributions.parquet.
-- Printed on: index.html.
select
    day,
    count(*) as contributions
from contributions
where day is not null
group by day
order by day
