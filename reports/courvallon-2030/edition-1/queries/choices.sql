-- One row per state of a closed or multiple question: what became of every cell received.
-- Gives: q/*.html of these questions, « Registre ».
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '902', '903', '905'.
-- Reads: tables/ledger.parquet.
-- Printed on: q/902.html, q/903.html, q/905.html.
select
    question_id,
    state,
    answers,
    contributions
from ledger
where question_id = $question
order by state
