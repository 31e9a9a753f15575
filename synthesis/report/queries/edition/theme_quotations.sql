-- One row per quotation of a theme, with the whole answer it is a slice of, and, where a rule put
-- the answer there, the words that made it.
-- Gives: q/*.html, quotations of each theme.
-- Parameter: $question, a question_id.
with

matched as (
    select
        theme_id,
        answer_id,
        min_by("start", codings."start") as match_start,
        min_by(stop, codings."start") as match_stop
    from codings
    where question_id = $question and source = 'rule'
    group by theme_id, answer_id
)

select
    quotations.theme_id,
    quotations.kind,
    quotations.rank,
    quotations.answer_id,
    answers.reference,
    quotations."start",
    quotations.stop,
    answers.text,
    matched.match_start,
    matched.match_stop
from quotations
join answers using (answer_id)
left join matched using (theme_id, answer_id)
where quotations.question_id = $question
order by quotations.theme_id, quotations.kind, quotations.rank
