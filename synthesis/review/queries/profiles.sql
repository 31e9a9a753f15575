-- One row per thing that comes with a cluster of the run more, or less, than with the others.
select
    variable,
    value,
    statistic,
    n_cluster,
    n_corpus,
    expected
from profiles
where question_id = $question and cluster_id = $cluster and q <= $chance
order by statistic desc, variable, value
