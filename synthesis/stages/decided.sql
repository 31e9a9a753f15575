-- One row per answer whose state or cluster people changed, one by one or with its whole cluster.
with

placed as (
    select
        assignments.question_id,
        assignments.answer_id,
        assignments.state as found_state,
        assignments.cluster_id as found_cluster_id,
        case when home.kind in ('off_topic', 'no_content') then home.kind else assignments.state
        end as cluster_state,
        reviewed.home_id
    from assignments
    left join reviewed using (question_id, cluster_id)
    left join reviewed as home
        on home.question_id = reviewed.question_id and home.cluster_id = reviewed.home_id
),

since as (
    select
        placed.question_id,
        placed.answer_id,
        placed.found_state,
        placed.found_cluster_id,
        case when changed.answer_id is null then placed.cluster_state else changed.state end
            as state,
        case when changed.answer_id is null then placed.home_id else changed.cluster_id end
            as place_id
    from placed
    left join changed using (question_id, answer_id)
)

select
    question_id,
    answer_id,
    found_state,
    found_cluster_id,
    state,
    -- Only what is analysed has a cluster.
    case when state = 'analysed' then place_id end as cluster_id
from since
where state <> found_state
    or (case when state = 'analysed' then place_id end) is distinct from found_cluster_id
