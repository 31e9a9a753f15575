-- One row per answer of the question that is not empty: its score is the sum of its terms' weights.
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
    join weights using (term)
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
        max(cluster_id) filter (where place = 1) as first_id,
        max(score) filter (where place = 1) as first_score,
        max(cluster_id) filter (where place = 2 and score > 0) as second_id,
        greatest(coalesce(max(score) filter (where place = 2), 0), 0) as second_score
    from ranked
    where place <= 2
    group by answer_id
),

judged as (
    select
        *,
        first_score - second_score as margin,
        first_score >= $min_score and first_score - second_score >= $min_margin as is_clear
    from placed
    where first_score > second_score
),

wanted as (
    select
        ceil($min_classified_share * count(*))
        - (select count(*) from judged where is_clear) as more
    from states
    where question_id = $question and state = 'analysed'
),

-- Where the two thresholds leave too many aside, the clearest of these join until enough are
-- classified: all that have the margin of the last one needed, so that equal texts fare alike.
rule as (
    select min(margin) as least_margin
    from (
        select
            margin,
            row_number() over (order by margin desc, answer_id) as place
        from judged
        where not is_clear
    )
    cross join wanted
    where place <= wanted.more
),

kept as (
    select judged.*
    from judged
    cross join rule
    where is_clear or judged.margin >= rule.least_margin
)

select
    states.answer_id,
    states.contribution_id,
    states.reference,
    states.question_id,
    states.state,
    copies.family_id,
    kept.first_id as cluster_id,
    kept.second_id as second_cluster_id,
    kept.first_score as score,
    kept.margin
from states
left join kept using (answer_id)
left join copies using (answer_id)
where states.question_id = $question
