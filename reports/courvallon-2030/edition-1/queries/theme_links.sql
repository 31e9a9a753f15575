-- One row per pair of themes that meet, the twelve that meet most: answers in both, and answers in
-- one of which the run had the other as its second choice. What is in a theme because a theme below
-- it is does not count.
-- Gives: q/*.html, « Liens entre thèmes ».
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- Reads: tables/assignments.parquet, tables/codings.parquet, tables/reviewed.parquet, tables/theme_clusters.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html.
with

held as (
    select distinct
        theme_id,
        answer_id
    from codings
    where question_id = $question and source <> 'child'
),

shared as (
    select
        one.theme_id as one_id,
        other.theme_id as other_id,
        count(*) as shared
    from held as one
    join held as other
        on other.answer_id = one.answer_id and one.theme_id < other.theme_id
    group by one.theme_id, other.theme_id
),

parts as (
    select
        theme_clusters.theme_id,
        reviewed.cluster_id
    from theme_clusters
    join reviewed
        on reviewed.question_id = theme_clusters.question_id
        and reviewed.home_id = theme_clusters.cluster_id
    where theme_clusters.question_id = $question
),

bordering as (
    select
        least(here.theme_id, there.theme_id) as one_id,
        greatest(here.theme_id, there.theme_id) as other_id,
        count(*) as bordering
    from assignments
    join parts as here on here.cluster_id = assignments.cluster_id
    join parts as there on there.cluster_id = assignments.second_cluster_id
    where assignments.question_id = $question
        and assignments.state = 'analysed'
        and assignments.margin is not null
        and here.theme_id <> there.theme_id
    group by 1, 2
)

select
    one_id,
    other_id,
    coalesce(shared.shared, 0) as shared,
    coalesce(bordering.bordering, 0) as bordering
from shared
full join bordering using (one_id, other_id)
order by shared desc, bordering desc, one_id, other_id
limit 12
