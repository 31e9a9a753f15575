-- One row per analysed answer of the question and thing known of it: ranks of variable and value.
with

mine as (
    select
        answer_id,
        contribution_id
    from states
    where question_id = $question and state = 'analysed'
),

ranked as (
    select
        variable,
        value,
        (row_number() over (order by variable, value) - 1)::integer as rank
    from (select distinct variable, value from traits)
)

select
    mine.answer_id,
    ranked.rank
from mine
join traits using (contribution_id)
join ranked using (variable, value)
