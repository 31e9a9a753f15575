-- One row per cluster and thing known of its answers that is over-represented in it: who, when, and
-- what they chose elsewhere; at most eight a cluster, those that hold after correction.
-- Gives: q/*.html, « Avec quoi elle vient » of each class.
-- Parameter: $question, a question_id.
with

ranked as (
    select
        *,
        row_number() over (
            partition by cluster_id order by statistic desc, variable, value
        ) as rank
    from profiles
    where question_id = $question and statistic > 0 and q <= 0.05
)

select
    ranked.cluster_id,
    ranked.variable,
    ranked.value,
    ranked.statistic,
    ranked.n_cluster,
    ranked.n_corpus,
    ranked.expected
from ranked
where rank <= 8
order by ranked.cluster_id, ranked.rank
