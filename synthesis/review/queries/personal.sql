-- One row per slice of an answer that may say who somebody is.
select
    kind,
    start,
    stop
from personal
where answer_id = $answer
order by start, kind
