-- One row per cluster: its size in segments, answers, contributions and known authors.
with

answer_counts as (
    select
        assignments.cluster_id,
        count(*) as answers,
        count(distinct assignments.contribution_id) as contributions,
        count(distinct authors.author_id) as authors,
        sha256(string_agg(assignments.reference, chr(10) order by assignments.reference)) as digest
    from assignments
    left join authors using (contribution_id)
    where assignments.cluster_id is not null
    group by assignments.cluster_id
),

segment_counts as (
    select
        cluster_id,
        count(*) as segments
    from memberships
    where cluster_id is not null
    group by cluster_id
)

select
    $question as question_id,
    answer_counts.cluster_id,
    coalesce(segment_counts.segments, 0) as segments,
    answer_counts.answers,
    answer_counts.contributions,
    answer_counts.authors,
    stability.mean_jaccard as stability,
    answer_counts.digest
from answer_counts
left join segment_counts using (cluster_id)
left join stability using (cluster_id)
