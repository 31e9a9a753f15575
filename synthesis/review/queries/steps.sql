-- One row per form a typed one stands for in the question: itself, and those of the same kept term.
with

typed as (
    select unnest($forms::varchar[]) as typed
)

select distinct
    typed.typed,
    others.form
from typed
join forms as mine
    on mine.question_id = $question
    and mine.form = typed.typed
    and mine.reason is null
join forms as others
    on others.question_id = $question
    and others.term = mine.term
    and others.reason is null
order by typed.typed, others.form
