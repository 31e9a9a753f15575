-- One row per cluster of the run asked for: how often other draws of contributions found it again.
select
    clusters.cluster_id,
    clusters.answers,
    clusters.stability,
    coalesce(stability.resamples - stability.dissolved, 0) as found_again,
    coalesce(stability.resamples, 0) as resamples
from clusters
left join stability using (question_id, cluster_id)
where clusters.question_id = $question
    and clusters.cluster_id in (select unnest($clusters::integer[]))
order by clusters.cluster_id
