-- One row per theme of a question that holds answers: how many, the texts they make when copies of
-- one count once, what put them there, and those whose author nobody knows.
-- Gives: q/*.html, the counts of each theme.
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- Reads: tables/assignments.parquet, tables/codings.parquet, tables/voices.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html.
with

held as (
    select
        theme_id,
        answer_id,
        bool_or(source = 'cluster') as by_cluster,
        bool_or(source = 'rule') as by_rule
    from codings
    where question_id = $question
    group by theme_id, answer_id
)

select
    held.theme_id,
    count(*) as answers,
    count(distinct coalesce(assignments.family_id, assignments.answer_id)) as texts,
    count(*) filter (where held.by_cluster) as by_cluster,
    count(*) filter (where held.by_rule) as by_rule,
    count(*) filter (where not held.by_cluster and not held.by_rule) as by_child,
    count(*) filter (where voices.author_answers is null) as of_unknown
from held
join assignments using (answer_id)
join voices using (answer_id)
group by held.theme_id
order by held.theme_id
