-- One row per answer asked for whose words are published.
select
    answer_id,
    text
from answers
where answer_id in (select unnest($answers::bigint[]))
order by answer_id
