-- One row per term of an answer that weighs for the cluster the run chose, or for the next: what it
-- weighs for each. The first column adds up to the score.
with

placed as (
    select
        assignments.question_id,
        assignments.second_cluster_id,
        case when decided.answer_id is null then assignments.cluster_id
            else decided.found_cluster_id end as cluster_id
    from assignments
    left join decided using (answer_id)
    where assignments.answer_id = $answer
),

read as (
    select distinct terms.term
    from terms
    join segments using (segment_id)
    where segments.answer_id = $answer
)

select
    coalesce(any_value(vocabulary.label), read.term) as label,
    max(weights.weight) filter (where weights.cluster_id = placed.cluster_id) as weight,
    max(weights.weight) filter (where weights.cluster_id = placed.second_cluster_id) as other
from read
cross join placed
join weights
    on weights.question_id = placed.question_id
    and weights.term = read.term
    and weights.cluster_id in (placed.cluster_id, placed.second_cluster_id)
left join vocabulary
    on vocabulary.question_id = placed.question_id and vocabulary.term = read.term
group by read.term
order by weight desc nulls last, read.term
