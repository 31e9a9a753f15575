-- One row per answer that people set out as the view of a few, quoted as far as nothing in it is
-- masked.
-- Gives: q/*.html, « Avis minoritaires et isolés ».
-- Parameter: $question, a question_id.
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
