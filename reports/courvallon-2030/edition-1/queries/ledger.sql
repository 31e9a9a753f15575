-- One row per open question and state: what became of every cell received.
-- Gives: index.html, « Ce qui a été reçu, et ce qu’il en est advenu »; q/*.html, « Registre ».
-- Reads: tables/ledger.parquet, tables/questions.parquet.
-- Printed on: index.html, q/901.html, q/904.html, q/906.html, q/sujets-1.html, q/sujets.html, q/sujets-2.html, q/sujets-3.html, q/reactions-1.html, q/reactions-2.html, q/reactions-3.html, q/commentaires-1.html, q/commentaires-2.html, q/commentaires-3.html.
select
    ledger.question_id,
    ledger.state,
    ledger.answers,
    ledger.contributions
from ledger
join questions using (question_id)
where questions.kind = 'open'
order by ledger.question_id, ledger.state
