-- One row per cluster that holds answers, as people left it; its segments and its stability are
-- those the run found.
with

counted as (
    select
        assignments.question_id,
        assignments.cluster_id,
        count(*) as answers,
        count(distinct assignments.contribution_id) as contributions,
        count(distinct authors.author_id) as authors,
        sha256(string_agg(assignments.reference, chr(10) order by assignments.reference)) as digest
    from assignments
    left join authors using (contribution_id)
    where assignments.cluster_id is not null
    group by assignments.question_id, assignments.cluster_id
)

select
    counted.question_id,
    counted.cluster_id,
    coalesce(clusters.segments, 0) as segments,
    counted.answers,
    counted.contributions,
    counted.authors,
    clusters.stability,
    counted.digest
from counted
left join found.clusters using (question_id, cluster_id)
