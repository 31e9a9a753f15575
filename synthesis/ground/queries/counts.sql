-- One row per state of the question: its cells, empty ones included.
select
    state,
    answers
from ledger
where question_id = $question
order by state
