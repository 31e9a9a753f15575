-- One row per answer that people set out as the view of a few, quoted as far as nothing in it is
-- masked.
-- Gives: q/*.html, « Avis minoritaires et isolés ».
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- Reads: tables/answers.parquet, tables/assignments.parquet, tables/isolated.parquet, tables/quotations.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html.
select
    isolated.answer_id,
    isolated.position,
    assignments.reference,
    quotations."start",
    quotations.stop,
    answers.text
from isolated
join assignments using (answer_id)
left join quotations
    on quotations.answer_id = isolated.answer_id
    and quotations.kind = 'minority'
    and quotations.theme_id = ''
left join answers on answers.answer_id = isolated.answer_id
where isolated.question_id = $question
order by isolated.position, isolated.answer_id
