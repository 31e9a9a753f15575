-- One row per term listed of a cluster of the run: the most over- and the most under-represented.
with

ranked as (
    select
        *,
        row_number() over (
            partition by statistic > 0 order by abs(statistic) desc, term
        ) as rank
    from keyness
    where question_id = $question and cluster_id = $cluster
)

select
    term,
    statistic,
    specificity,
    n_cluster,
    n_corpus,
    expected
from ranked
where rank <= case when statistic > 0 then $over::integer else $under::integer end
order by statistic > 0 desc, rank
