-- One row per theme that holds an answer and what put it there.
select
    codings.theme_id,
    themes.label_fr,
    codings.source,
    coalesce(below.label_fr, codings.why) as why,
    codings.start,
    codings.stop
from codings
join themes using (question_id, theme_id)
left join themes as below
    on codings.source = 'child'
    and below.question_id = codings.question_id
    and below.theme_id = codings.why
where codings.answer_id = $answer
order by themes.position, codings.theme_id, codings.source
