-- One row per minority theme: the view people say it holds.
-- Gives: index.html, « Avis minoritaires et isolés ».
select
    theme_clusters.question_id,
    theme_clusters.theme_id,
    string_agg(reviewed.position, ' ; ' order by reviewed.cluster_id) as position
from theme_clusters
join reviewed using (question_id, cluster_id)
where reviewed.kind = 'minority' and coalesce(reviewed.position, '') <> ''
group by theme_clusters.question_id, theme_clusters.theme_id
order by theme_clusters.question_id, theme_clusters.theme_id
