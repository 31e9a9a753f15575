-- One row per question of the consultation, of any kind: its words.
select
    question_id,
    title
from questions
order by position, question_id
