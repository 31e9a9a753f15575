-- One row per row of an export that was not taken, with the reason.
select
    source,
    line,
    reason,
    excerpt
from refused

union all

select
    source,
    line,
    'repeat' as reason,
    'same identifier as contribution ' || contribution_id as excerpt
from received
where not is_taken
