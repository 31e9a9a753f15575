-- One row: answers of a question with a cluster that nobody moved and nothing masks, and the first
-- of them whose terms, by the weights, put it elsewhere or with another score.
with

answer_terms as (
    select distinct
        segments.answer_id,
        terms.term
    from terms
    join segments using (segment_id)
),

scores as (
    select
        answer_terms.answer_id,
        weights.cluster_id,
        sum(weights.weight) as score
    from answer_terms
    join weights on weights.term = answer_terms.term and weights.question_id = $question
    semi join assignments
        on assignments.answer_id = answer_terms.answer_id
        and assignments.question_id = $question
    group by answer_terms.answer_id, weights.cluster_id
),

ranked as (
    select
        *,
        row_number() over (partition by answer_id order by score desc, cluster_id) as place
    from scores
),

placed as (
    select
        answer_id,
        max(cluster_id) filter (where place = 1) as cluster_id,
        max(cluster_id) filter (where place = 2 and score > 0) as second_cluster_id,
        max(score) filter (where place = 1) as score,
        max(score) filter (where place = 1)
        - greatest(coalesce(max(score) filter (where place = 2), 0), 0) as margin
    from ranked
    where place <= 2
    group by answer_id
),

left_alone as (
    select *
    from assignments
    anti join decided using (answer_id)
    where question_id = $question
        and cluster_id is not null
        and answer_id not in (select unnest($hidden::bigint[]))
)

select
    count(*) as answers,
    min(left_alone.answer_id) filter (
        where left_alone.cluster_id is distinct from placed.cluster_id
            or left_alone.second_cluster_id is distinct from placed.second_cluster_id
            or left_alone.score is distinct from placed.score
            or left_alone.margin is distinct from placed.margin
    ) as wrong
from left_alone
left join placed using (answer_id)
