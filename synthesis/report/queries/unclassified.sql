-- One row: the analysed answers of a question that no cluster holds, those without a kept term, and
-- the terms kept.
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
),

kept as (
    select count(*) as kept_terms
    from vocabulary
    where question_id = $question and kept
)

select
    count(unclassified.answer_id) as answers,
    count(unclassified.answer_id) filter (where with_term.answer_id is null) as without_term,
    any_value(kept.kept_terms) as kept_terms
from kept
left join unclassified on true
left join with_term using (answer_id)
