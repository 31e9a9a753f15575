-- One row per cluster of the run asked for and other way to do the same.
select
    cluster_id,
    world,
    jaccard
from worlds
where question_id = $question
    and cluster_id in (select unnest($clusters::integer[]))
order by cluster_id, world
