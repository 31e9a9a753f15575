-- One row: the analysed answers of a question that no cluster holds, and those without a kept term.
-- Gives: q/*.html, « Ce qui n’a pas été classé ».
-- Parameter: $question, a question_id.
with

unclassified as (
    select answer_id
    from assignments
    where question_id = $question
        and state = 'analysed'
        and cluster_id is null
),

with_term as (
    select distinct segments.answer_id
    from terms
    join segments using (segment_id)
    join unclassified using (answer_id)
)

select
    count(*) as answers,
    count(*) filter (where with_term.answer_id is null) as without_term
from unclassified
left join with_term using (answer_id)
