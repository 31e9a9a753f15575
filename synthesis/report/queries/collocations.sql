-- One row per pair of words that follow each other more than chance would have it.
-- Gives: q/*.html, « Mots qui vont ensemble ».
-- Parameter: $question, a question_id.
select
    expression,
    answers,
    times,
    log_odds,
    z
from collocations
where question_id = $question
order by z desc, expression
limit 20
