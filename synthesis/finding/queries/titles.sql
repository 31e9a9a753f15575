-- One row per question: its title.
select
    question_id,
    title
from questions
order by position
