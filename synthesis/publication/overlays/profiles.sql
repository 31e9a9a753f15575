-- One row per cluster, variable and value that a run listed, where it is said of $small_cross
-- answers at least; nor are those of the value that no row shows fewer than that. Departments and
-- types of author are in `crosses` alone: counted here as declared, they would give away those that
-- `contributions` withholds.
with

large as (
    select *
    from found.profiles
    where n_cluster >= $small_cross and variable not in ('department', 'author_type')
),

left_over as (
    select
        *,
        n_corpus - sum(n_cluster) over (partition by question_id, variable, value) as others,
        row_number() over (
            partition by question_id, variable, value order by n_cluster, cluster_id
        ) as rank
    from large
)

select left_over.* exclude (others, rank)
from left_over
semi join published using (question_id)
where others = 0 or others >= $small_cross or rank > 1
