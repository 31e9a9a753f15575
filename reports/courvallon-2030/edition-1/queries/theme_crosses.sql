-- One row per theme and value of what authors declared: answers of the theme, of all analysed
-- answers with that value; both null where the cell is too small to be published, or would let one
-- that is be worked out.
-- Gives: q/*.html, who wrote the answers of each theme.
-- Parameter: $question, a question_id.
select
    theme_id,
    variable,
    value,
    answers,
    "of",
    withheld
from crosses
where question_id = $question
order by theme_id, variable, value
