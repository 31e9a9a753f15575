-- One row per row of an export that was not taken, with the reason. A row of an earlier snapshot
-- whose contribution a later one gives again is none: the table `changes` tells what became of it.
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
where taken_as = 'repeat'
