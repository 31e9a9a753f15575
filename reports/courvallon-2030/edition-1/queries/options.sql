-- One row per option of a closed or multiple question, on both bases.
-- Gives: q/*.html of these questions.
-- Parameter: $question, a question_id.
select
    option,
    answers,
    base_all,
    base_expressed
from closed_counts
where question_id = $question
order by answers desc, option
