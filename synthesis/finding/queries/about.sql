-- One row: what is published of a contribution.
select
    source,
    day
from contributions
where contribution_id = $contribution
