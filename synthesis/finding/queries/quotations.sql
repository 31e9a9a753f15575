-- One row per quotation of an answer: the theme that quotes it, as what.
select
    quotations.theme_id,
    themes.label_fr,
    quotations.kind,
    quotations.rank
from quotations
left join themes using (question_id, theme_id)
where quotations.answer_id = $answer
order by quotations.theme_id, quotations.kind
