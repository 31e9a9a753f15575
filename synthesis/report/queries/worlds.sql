-- One row per cluster and other way to do the same: how far the cluster is found again there.
-- Gives: q/*.html, « Solidité des classes » and the head of each class.
-- Parameter: $question, a question_id.
select
    cluster_id,
    world,
    jaccard
from worlds
where question_id = $question
order by cluster_id, world
