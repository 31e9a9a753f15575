-- One row per theme, cluster of the run it was made from, and term that cluster has more than the
-- others: of each cluster, the ten with the largest chi-squared, as the run found them.
-- Gives: q/*.html, the words of each theme.
-- Parameter: $question, a question_id.
with

ranked as (
    select
        theme_clusters.theme_id,
        keyness.cluster_id,
        keyness.term,
        coalesce(vocabulary.label, keyness.term) as label,
        keyness.statistic,
        keyness.n_cluster,
        keyness.n_corpus,
        keyness.expected,
        row_number() over (
            partition by keyness.cluster_id order by keyness.statistic desc, keyness.term
        ) as rank
    from theme_clusters
    join reviewed
        on reviewed.question_id = theme_clusters.question_id
        and reviewed.home_id = theme_clusters.cluster_id
    join keyness
        on keyness.question_id = reviewed.question_id
        and keyness.cluster_id = reviewed.cluster_id
    left join vocabulary
        on vocabulary.question_id = keyness.question_id
        and vocabulary.term = keyness.term
    where theme_clusters.question_id = $question and keyness.statistic > 0
)

select
    theme_id,
    cluster_id,
    rank,
    label,
    statistic,
    n_cluster,
    n_corpus,
    expected
from ranked
where rank <= 10
order by theme_id, cluster_id, rank
