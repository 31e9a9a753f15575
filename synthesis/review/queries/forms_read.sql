-- One row per segment of the question, in order: the forms read in it.
select
    readings.segment_id,
    readings.forms
from readings
join memberships using (segment_id)
where memberships.question_id = $question
order by readings.segment_id
