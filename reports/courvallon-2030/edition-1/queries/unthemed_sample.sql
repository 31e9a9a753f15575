-- One row per answer drawn among the analysed ones that no theme holds.
-- Drawn by digest of the seed and the answer: anyone draws the same, nobody chose them. Those where
-- something is masked are passed over.
-- Gives: q/*.html, « Ce que nous n’avons pas pu classer ».
-- Parameters: $question, a question_id; $seed, the setting `seed`; $drawn, how many.
with

held as (
    select distinct answer_id
    from codings
    where question_id = $question
)

select
    assignments.answer_id,
    answers.reference,
    answers.text
from assignments
join answers using (answer_id)
anti join held on held.answer_id = assignments.answer_id
where assignments.question_id = $question
    and assignments.state = 'analysed'
    and not contains(answers.text, '█')
order by sha256(concat($seed, assignments.answer_id)), assignments.answer_id
limit $drawn
