-- One row per theme of a question: those of the codebook, then the signed clusters it does not name.
with

listed as (
    select
        published.question_id,
        codebook.* exclude (question_id)
    from codebook
    join published on coalesce(codebook.question_id, published.question_id) = published.question_id
),

every as (
    select
        listed.question_id,
        listed.theme_id,
        case
            when listed.rule is null
                and not exists (
                    select 1
                    from theme_clusters
                    where theme_clusters.question_id = listed.question_id
                        and theme_clusters.theme_id = listed.theme_id
                )
                then 'group'
            else listed.kind
        end as kind,
        'codebook' as source,
        listed.parent_id,
        listed.position,
        listed.label_fr,
        listed.label_en,
        listed.definition_fr,
        listed.definition_en,
        listed.includes,
        listed.excludes,
        listed.rule
    from listed

    union all

    select
        theme_clusters.question_id,
        theme_clusters.theme_id,
        reviewed.kind,
        'cluster' as source,
        null as parent_id,
        -- After the codebook, in the order of the run.
        1000000 + theme_clusters.cluster_id as position,
        reviewed.label_fr,
        reviewed.label_en,
        reviewed.definition as definition_fr,
        '' as definition_en,
        '' as includes,
        '' as excludes,
        null as rule
    from theme_clusters
    join reviewed using (question_id, cluster_id)
    anti join listed
        on listed.question_id = theme_clusters.question_id
        and listed.theme_id = theme_clusters.theme_id
)

select
    * replace (
        row_number() over (partition by question_id order by position, theme_id) as position
    )
from every
