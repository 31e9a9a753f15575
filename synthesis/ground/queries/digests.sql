-- One row per cluster of the question: its number, and the digest that names it.
select
    cluster_id,
    digest
from clusters
where question_id = $question
order by cluster_id
