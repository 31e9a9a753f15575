-- One row per theme and cluster of the run it was made from: the answers the run put in the cluster,
-- those of them that are still in the theme, how far the cluster is found again, and, of a minority,
-- the view it holds; `key` is what decisions.jsonl calls the cluster.
-- Gives: q/*.html, decisions and reliability of each theme.
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- Reads: tables/assignments.parquet, tables/decided.parquet, tables/reviewed.parquet, tables/stability.parquet, tables/theme_clusters.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html.
with

parts as (
    select
        theme_clusters.theme_id,
        reviewed.cluster_id,
        reviewed.home_id,
        reviewed.key,
        case when reviewed.cluster_id = reviewed.home_id then reviewed.position else '' end
            as position
    from theme_clusters
    join reviewed
        on reviewed.question_id = theme_clusters.question_id
        and reviewed.home_id = theme_clusters.cluster_id
    where theme_clusters.question_id = $question
),

found as (
    select
        assignments.answer_id,
        assignments.cluster_id,
        case
            when decided.answer_id is null then assignments.cluster_id
            else decided.found_cluster_id
        end as found_id
    from assignments
    left join decided using (answer_id)
    where assignments.question_id = $question
)

select
    parts.theme_id,
    parts.cluster_id,
    parts.home_id,
    any_value(parts.key) as key,
    any_value(coalesce(parts.position, '')) as position,
    count(found.answer_id) as found,
    count(holding.theme_id) as kept,
    any_value(stability.mean_jaccard) as stability,
    any_value(stability.resamples - stability.dissolved) as found_again,
    any_value(stability.resamples) as resamples
from parts
left join found on found.found_id = parts.cluster_id
left join theme_clusters as holding
    on holding.question_id = $question
    and holding.theme_id = parts.theme_id
    and holding.cluster_id = found.cluster_id
left join stability
    on stability.question_id = $question
    and stability.cluster_id = parts.cluster_id
group by parts.theme_id, parts.cluster_id, parts.home_id
order by parts.theme_id, parts.cluster_id
