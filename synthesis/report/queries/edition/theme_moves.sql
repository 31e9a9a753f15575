-- One row per theme made of clusters: what people changed of the answers the run had put there.
-- Moved in: from another cluster, or from none. Moved out: to another theme. Left out: to no theme,
-- though still analysed. Set aside: off topic, or without content.
-- Gives: q/*.html, decisions of each theme.
-- Parameter: $question, a question_id.
with

parts as (
    select
        theme_clusters.theme_id,
        reviewed.cluster_id
    from theme_clusters
    join reviewed
        on reviewed.question_id = theme_clusters.question_id
        and reviewed.home_id = theme_clusters.cluster_id
    where theme_clusters.question_id = $question
),

ends as (
    select
        decided.state,
        origin.theme_id as origin_id,
        goal.theme_id as goal_id
    from decided
    left join parts as origin on origin.cluster_id = decided.found_cluster_id
    left join parts as goal on goal.cluster_id = decided.cluster_id
    where decided.question_id = $question
        and origin.theme_id is distinct from goal.theme_id
),

made as (
    select distinct theme_id
    from parts
)

select
    made.theme_id,
    count(*) filter (where ends.goal_id = made.theme_id) as moved_in,
    count(*) filter (where ends.origin_id = made.theme_id and ends.goal_id is not null)
        as moved_out,
    count(*) filter (
        where ends.origin_id = made.theme_id and ends.goal_id is null and ends.state = 'analysed'
    ) as left_out,
    count(*) filter (
        where ends.origin_id = made.theme_id and ends.goal_id is null and ends.state <> 'analysed'
    ) as set_aside
from made
left join ends on ends.goal_id = made.theme_id or ends.origin_id = made.theme_id
group by made.theme_id
order by made.theme_id
