-- One row per answer that people set out as the view of a few: its words and the view it holds.
-- Gives: index.html, « Avis minoritaires et isolés ».
select
    isolated.question_id,
    isolated.answer_id,
    answers.reference,
    isolated.position,
    answers.text
from isolated
join answers using (answer_id)
order by isolated.question_id, isolated.answer_id
