-- One row per segment: the cluster with the highest score, by the rule of the answers.
with

scores as (
    select
        terms.segment_id,
        weights.cluster_id,
        sum(weights.weight) as score
    from terms
    join weights using (term)
    group by terms.segment_id, weights.cluster_id
),

ranked as (
    select
        *,
        row_number() over (partition by segment_id order by score desc, cluster_id) as place
    from scores
),

placed as (
    select
        segment_id,
        max(cluster_id) filter (where place = 1) as cluster_id,
        max(score) filter (where place = 1) as first_score,
        greatest(coalesce(max(score) filter (where place = 2), 0), 0) as second_score
    from ranked
    where place <= 2
    group by segment_id
),

-- What was enough for an answer is enough for a segment.
rule as (
    select
        least($min_score, coalesce(min(score), $min_score)) as least_score,
        least($min_margin, coalesce(min(margin), $min_margin)) as least_margin
    from assignments
),

kept as (
    select placed.*
    from placed
    cross join rule
    where first_score > second_score
        and first_score >= rule.least_score
        and first_score - second_score >= rule.least_margin
)

select
    segments.segment_id,
    segments.answer_id,
    $question as question_id,
    kept.cluster_id
from segments
left join kept using (segment_id)
