-- One row per answer, theme and what put it there: a cluster, a rule, or a theme below.
with recursive

by_cluster as (
    select
        theme_clusters.question_id,
        theme_clusters.theme_id,
        assignments.answer_id,
        'cluster' as source,
        assignments.cluster_id::varchar as why,
        null::integer as start,
        null::integer as stop
    from assignments
    join theme_clusters using (question_id, cluster_id)
    where assignments.state = 'analysed'
),

by_rule as (
    select
        rule_matches.question_id,
        rule_matches.theme_id,
        rule_matches.answer_id,
        'rule' as source,
        rule_matches.found as why,
        rule_matches.start,
        rule_matches.stop
    from rule_matches
    join themes using (question_id, theme_id)
    semi join (select answer_id from assignments where state = 'analysed') as analysed
        on analysed.answer_id = rule_matches.answer_id
),

direct as (
    select * from by_cluster
    union all
    select * from by_rule
),

ancestors as (
    select
        question_id,
        theme_id as below_id,
        parent_id as above_id
    from themes
    where parent_id is not null

    union

    select
        ancestors.question_id,
        ancestors.below_id,
        themes.parent_id as above_id
    from ancestors
    join themes on themes.question_id = ancestors.question_id and themes.theme_id = above_id
    where themes.parent_id is not null
),

by_child as (
    select
        ancestors.question_id,
        ancestors.above_id as theme_id,
        direct.answer_id,
        'child' as source,
        min(direct.theme_id) as why,
        null::integer as start,
        null::integer as stop
    from ancestors
    join direct
        on direct.question_id = ancestors.question_id and direct.theme_id = ancestors.below_id
    group by ancestors.question_id, ancestors.above_id, direct.answer_id
),

every as (
    select * from direct
    union all
    select * from by_child
)

select
    every.question_id,
    every.theme_id,
    every.answer_id,
    assignments.contribution_id,
    every.source,
    every.why,
    every.start,
    every.stop
from every
join assignments using (answer_id)
