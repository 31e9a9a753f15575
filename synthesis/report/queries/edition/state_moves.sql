-- One row per state the run gave and state people gave instead, with the answers that went that way.
-- Gives: q/*.html, « Registre ».
-- Parameter: $question, a question_id.
select
    found_state,
    state,
    count(*) as answers
from decided
where question_id = $question and found_state <> state
group by found_state, state
order by answers desc, found_state, state
