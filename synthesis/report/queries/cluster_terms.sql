-- One row per cluster and term listed: the 15 most over-represented, the 5 most under-represented.
-- Gives: q/*.html, « Termes » of each class and the terms that stand for it; index.html, the same.
-- Parameter: $question, a question_id.
with

ranked as (
    select
        keyness.cluster_id,
        keyness.statistic > 0 as is_over,
        row_number() over (
            partition by keyness.cluster_id, keyness.statistic > 0
            order by abs(keyness.statistic) desc, keyness.term
        ) as rank,
        keyness.term,
        coalesce(vocabulary.label, keyness.term) as label,
        keyness.statistic,
        keyness.p,
        keyness.n_cluster,
        keyness.n_corpus,
        keyness.expected
    from keyness
    left join vocabulary using (question_id, term)
    where keyness.question_id = $question
)

select
    cluster_id,
    is_over,
    rank,
    term,
    label,
    statistic,
    p,
    n_cluster,
    n_corpus,
    expected
from ranked
where rank <= case when is_over then 15 else 5 end
order by cluster_id, is_over desc, rank
