-- One row per answer drawn among the analysed ones that no theme holds.
-- Drawn by digest of the seed and the answer: anyone draws the same, nobody chose them. Those where
-- something is masked are passed over.
-- Gives: q/*.html, « Ce que nous n’avons pas pu classer ».
-- Parameters: $question, a question_id; $seed, the setting `seed`; $drawn, how many.
-- In this edition: $drawn = 10.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- In this edition: $seed = 2019.
-- Reads: tables/answers.parquet, tables/assignments.parquet, tables/codings.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html, q/sujets-1.html, q/sujets-2.html, q/sujets-3.html, q/reactions-1.html, q/reactions-2.html, q/reactions-3.html, q/commentaires-1.html, q/commentaires-2.html, q/commentaires-3.html.
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
