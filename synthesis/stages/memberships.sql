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
)

select
    segments.segment_id,
    segments.answer_id,
    $question as question_id,
    placed.cluster_id
from segments
left join placed
    on placed.segment_id = segments.segment_id
    and placed.first_score >= $min_score
    and placed.first_score - placed.second_score >= $min_margin
