-- One row per theme, cluster of the run it was made from, and term that cluster has more than the
-- others: of each cluster, the ten with the largest chi-squared, as the run found them.
-- Gives: q/*.html, the words of each theme.
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- Reads: tables/keyness.parquet, tables/reviewed.parquet, tables/theme_clusters.parquet, tables/vocabulary.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html.
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
