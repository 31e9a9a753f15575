-- One row per kept term of the question: as it is shown, in how many segments it is.
select
    term,
    label,
    n_segments
from vocabulary
where question_id = $question and kept
order by term
