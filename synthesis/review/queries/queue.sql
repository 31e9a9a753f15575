-- How solid the run says each cluster is, and its first terms. One row per cluster of a question.
with

first_terms as (
    select
        keyness.cluster_id,
        list(
            coalesce(vocabulary.label, keyness.term)
            order by keyness.statistic desc, keyness.term
        )[:6] as terms
    from keyness
    left join vocabulary using (question_id, term)
    where
        keyness.question_id = $question
        and keyness.statistic > 0
    group by keyness.cluster_id
)

select
    clusters.cluster_id,
    clusters.stability,
    coalesce(first_terms.terms, []) as terms
from clusters
left join first_terms using (cluster_id)
where clusters.question_id = $question
order by clusters.cluster_id
