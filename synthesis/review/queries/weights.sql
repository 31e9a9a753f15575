-- One row per cluster and weighed term of the question, in millionths: rank of the term among kept.
with

kept as (
    select
        term,
        (row_number() over (order by term) - 1)::integer as rank
    from vocabulary
    where question_id = $question and kept
)

select
    weights.cluster_id,
    kept.rank,
    (weights.weight * 1000000)::bigint as weight
from weights
join kept using (term)
where weights.question_id = $question
order by weights.cluster_id, kept.rank
