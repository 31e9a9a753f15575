-- One row per theme that holds an answer and what put it there.
select
    codings.theme_id,
    themes.label_fr,
    codings.source,
    codings.why,
    codings.start,
    codings.stop
from codings
join themes using (question_id, theme_id)
where codings.answer_id = $answer
order by themes.position, codings.theme_id, codings.source
