-- One row per option of a closed or multiple question, on both bases.
-- Gives: q/*.html of these questions.
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '902', '903', '905'.
-- Reads: tables/closed_counts.parquet.
-- Printed on: q/902.html, q/903.html, q/905.html.
select
    option,
    answers,
    base_all,
    base_expressed
from closed_counts
where question_id = $question
order by answers desc, option
