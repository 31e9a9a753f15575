-- One row per state of a closed or multiple question: what became of every cell received.
-- Gives: q/*.html of these questions, « Registre ».
-- Parameter: $question, a question_id.
select
    question_id,
    state,
    answers,
    contributions
from ledger
where question_id = $question
order by state
