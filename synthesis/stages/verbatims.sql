-- One row per quotation: of each answer quoted, the segment that scores highest for its cluster.
-- Typical: the highest-scoring segments, one per text or family of copies. Borderline: the answers
-- with the smallest margin. Random: answers drawn by the digest of seed and number: nobody picks.
with

segment_scores as (
    select
        terms.segment_id,
        assignments.cluster_id,
        sum(weights.weight) as score
    from terms
    join segments using (segment_id)
    join assignments using (answer_id)
    join weights
        on weights.cluster_id = assignments.cluster_id
        and weights.term = terms.term
    group by terms.segment_id, assignments.cluster_id
),

slices as (
    select
        segment_scores.cluster_id,
        segment_scores.score,
        segments.answer_id,
        segments.start,
        segments.stop,
        assignments.margin,
        coalesce(copies.family_id::varchar, folded(answers.text)) as wording
    from segment_scores
    join segments using (segment_id)
    join assignments using (answer_id)
    join answers using (answer_id)
    left join copies using (answer_id)
    where answers.question_id = $question
    qualify row_number() over (
        partition by segments.answer_id order by segment_scores.score desc, segments.segment_id
    ) = 1
),

typical as (
    select *
    from slices
    qualify row_number() over (
        partition by cluster_id, wording order by score desc, answer_id
    ) = 1
),

ranked as (
    select
        'typical' as kind,
        *,
        row_number() over (partition by cluster_id order by score desc, answer_id) as rank
    from typical

    union all

    select
        'borderline' as kind,
        *,
        row_number() over (partition by cluster_id order by margin, answer_id) as rank
    from slices

    union all

    select
        'random' as kind,
        *,
        row_number() over (
            partition by cluster_id
            order by sha256($seed::varchar || '-' || answer_id::varchar), answer_id
        ) as rank
    from slices
)

select
    $question as question_id,
    cluster_id,
    kind,
    rank::integer as rank,
    answer_id,
    start,
    stop,
    score
from ranked
where rank <= $verbatims
