-- One row per theme of a question that holds answers: how many, the texts they make when copies of
-- one count once, what put them there, and those whose author nobody knows.
-- Gives: q/*.html, the counts of each theme.
-- Parameter: $question, a question_id.
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
