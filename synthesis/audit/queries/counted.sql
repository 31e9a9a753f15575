-- One row per row of keyness of a question: its sizes, how many segments of the cluster hold the
-- term by what is published, and how many of those that masks touch may hold it unseen.
with

members as (
    select
        segment_id,
        answer_id,
        cluster_id
    from memberships
    where question_id = $question and cluster_id is not null
),

sizes as (
    select
        cluster_id,
        count(*) as size,
        count(*) filter (where answer_id in (select unnest($hidden::bigint[]))) as hidden,
        sum(count(*)) over ()::bigint as corpus
    from members
    group by cluster_id
),

found as (
    select
        members.cluster_id,
        terms.term,
        count(*) as counted
    from terms
    join members using (segment_id)
    group by members.cluster_id, terms.term
)

select
    keyness.*,
    sizes.size,
    sizes.hidden,
    sizes.corpus,
    coalesce(found.counted, 0) as counted
from keyness
join sizes using (cluster_id)
left join found using (cluster_id, term)
where keyness.question_id = $question
order by keyness.cluster_id, keyness.term
