-- One row per signed cluster: the theme it is, or the one of the codebook that has its name.
with

signed as (
    select
        reviewed.question_id,
        reviewed.cluster_id,
        folded(reviewed.label_fr) as name
    from reviewed
    join clusters using (question_id, cluster_id)
    where reviewed.home_id = reviewed.cluster_id
        and reviewed.status = 'signed'
        and reviewed.kind in ('opinion', 'minority')
),

listed as (
    select
        signed.question_id,
        signed.cluster_id,
        arg_min(codebook.theme_id, codebook.position) as theme_id
    from signed
    join codebook
        on folded(codebook.label_fr) = signed.name
        and coalesce(codebook.question_id, signed.question_id) = signed.question_id
    group by signed.question_id, signed.cluster_id
)

select
    signed.question_id,
    coalesce(listed.theme_id, 'c' || signed.cluster_id) as theme_id,
    signed.cluster_id
from signed
left join listed using (question_id, cluster_id)
