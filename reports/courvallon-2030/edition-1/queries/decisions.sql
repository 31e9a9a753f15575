-- One row per question: what people made of its clusters: those the run found, those merged into
-- another, emptied of their answers, filed as off topic or without content, as minority views, as
-- themes; and the answers whose state or cluster changed.
-- Gives: index.html, « Décisions humaines »; q/*.html, « Ce que les relecteurs ont décidé ».
-- Reads: tables/decided.parquet, tables/reviewed.parquet.
-- Printed on: index.html, q/901.html, q/904.html, q/906.html, q/reactions-1.html, q/reactions-2.html, q/reactions-3.html, q/commentaires-1.html, q/commentaires-2.html, q/commentaires-3.html.
with

filed as (
    select
        question_id,
        count(*) as clusters,
        count(*) filter (where status = 'absorbed') as merged,
        count(*) filter (where status = 'empty') as emptied,
        count(*) filter (where status not in ('absorbed', 'empty') and kind = 'off_topic')
            as off_topic,
        count(*) filter (where status not in ('absorbed', 'empty') and kind = 'no_content')
            as no_content,
        count(*) filter (where status not in ('absorbed', 'empty') and kind = 'minority')
            as minority,
        count(*) filter (where status not in ('absorbed', 'empty') and kind = 'opinion')
            as opinion
    from reviewed
    group by question_id
),

moved as (
    select
        question_id,
        count(*) as answers,
        count(*) filter (where state <> found_state) as states
    from decided
    group by question_id
)

select
    filed.question_id,
    filed.clusters,
    filed.merged,
    filed.emptied,
    filed.off_topic,
    filed.no_content,
    filed.minority,
    filed.opinion,
    coalesce(moved.answers, 0) as answers,
    coalesce(moved.states, 0) as states
from filed
left join moved using (question_id)
order by filed.question_id
