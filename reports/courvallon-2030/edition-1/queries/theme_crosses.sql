-- One row per theme and value of what authors declared: answers of the theme, of all analysed
-- answers with that value; both null where the cell is too small to be published, or would let one
-- that is be worked out.
-- Gives: q/*.html, who wrote the answers of each theme.
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- Reads: tables/crosses.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html.
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
