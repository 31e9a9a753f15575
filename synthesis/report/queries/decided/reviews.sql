-- One row per question: the clusters of the run, and what people made of them and of answers.
-- Gives: index.html, « Décisions humaines ».
with

clustered as (
    select
        question_id,
        count(*) as clusters,
        count(*) filter (where home_id = cluster_id and status = 'signed') as signed,
        count(*) filter (where home_id <> cluster_id) as merged,
        count(*) filter (where status = 'empty') as undone,
        count(*) filter (where home_id = cluster_id and kind = 'minority') as minority,
        count(*) filter (where home_id = cluster_id and kind = 'off_topic') as off_topic,
        count(*) filter (where home_id = cluster_id and kind = 'no_content') as no_content
    from reviewed
    group by question_id
),

changed as (
    select
        question_id,
        count(*) as changed,
        count(*) filter (where found_state <> state) as restated
    from decided
    group by question_id
)

select
    clustered.question_id,
    clustered.clusters,
    clustered.signed,
    clustered.merged,
    clustered.undone,
    clustered.minority,
    clustered.off_topic,
    clustered.no_content,
    coalesce(changed.changed, 0) as changed,
    coalesce(changed.restated, 0) as restated
from clustered
left join changed using (question_id)
order by clustered.question_id
