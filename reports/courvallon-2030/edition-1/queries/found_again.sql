-- One row per question and other way to do the same: the clusters half of which it finds again.
-- Gives: index.html, « Fiabilité ».
-- Parameter: $dissolved, the Jaccard up to which a cluster is not found again.
-- In this edition: $dissolved = 0.5.
-- Reads: tables/clusters.parquet, tables/worlds.parquet.
-- Printed on: index.html.
select
    worlds.question_id,
    worlds.world,
    count(*) as clusters,
    count(*) filter (where worlds.jaccard > $dissolved) as found
from worlds
join clusters using (question_id, cluster_id)
group by worlds.question_id, worlds.world
order by worlds.question_id, worlds.world
