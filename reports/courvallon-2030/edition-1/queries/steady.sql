-- One row per question: its clusters by what resampling the contributions does to them.
-- Gives: index.html, « Fiabilité ». Hennig 2008: 0.6 and 0.75.
-- Parameters: $unstable and $stable, these limits.
-- In this edition: $stable = 0.75.
-- In this edition: $unstable = 0.6.
-- Reads: tables/clusters.parquet.
-- Printed on: index.html.
select
    question_id,
    count(*) as clusters,
    count(*) filter (where stability >= $stable) as stable,
    count(*) filter (where stability >= $unstable and stability < $stable) as fragile,
    count(*) filter (where stability < $unstable) as unstable,
    count(*) filter (where stability is null) as unmeasured
from clusters
group by question_id
order by question_id
