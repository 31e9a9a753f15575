-- One row: what people made of the clusters of a question: those the run found, those merged into
-- another, emptied of their answers, filed as off topic or without content, as minority views, as
-- themes; and the answers whose state or cluster changed.
-- Gives: q/*.html, « Ce que les relecteurs ont décidé ».
-- Parameter: $question, a question_id.
with

filed as (
    select
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
    where question_id = $question
),

moved as (
    select
        count(*) as answers,
        count(*) filter (where state <> found_state) as states
    from decided
    where question_id = $question
)

select
    filed.clusters,
    filed.merged,
    filed.emptied,
    filed.off_topic,
    filed.no_content,
    filed.minority,
    filed.opinion,
    moved.answers,
    moved.states
from filed
cross join moved
