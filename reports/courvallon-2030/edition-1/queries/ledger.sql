-- One row per open question and state: what became of every cell received.
-- Gives: index.html, « Ce qui a été reçu, et ce qu’il en est advenu »; q/*.html, « Registre ».
select
    ledger.question_id,
    ledger.state,
    ledger.answers,
    ledger.contributions
from ledger
join questions using (question_id)
where questions.kind = 'open'
order by ledger.question_id, ledger.state
