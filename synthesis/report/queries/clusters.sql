-- One row per cluster of a question: its sizes, and in how many draws it was found again.
-- Gives: q/*.html, « Les classes d’un coup d’œil » and the head of each class; index.html, alerts.
-- Parameter: $question, a question_id.
with

unattributed as (
    select
        assignments.cluster_id,
        count(distinct assignments.contribution_id)
            filter (where not contributions.author_known) as contributions
    from assignments
    join contributions using (contribution_id)
    where assignments.question_id = $question and assignments.cluster_id is not null
    group by assignments.cluster_id
)

select
    clusters.cluster_id,
    clusters.answers,
    clusters.contributions,
    clusters.authors,
    unattributed.contributions as of_unknown,
    clusters.segments,
    clusters.stability,
    coalesce(stability.resamples - stability.dissolved, 0) as found_again,
    coalesce(stability.resamples, 0) as resamples
from clusters
join unattributed using (cluster_id)
left join stability using (question_id, cluster_id)
where clusters.question_id = $question
order by clusters.cluster_id
