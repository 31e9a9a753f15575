-- One row per contribution: the state we give it, and what the source itself says of it.
select
    contribution_id,
    case when status = 'requested' then 'withdrawn' else status end as state,
    case when status = 'requested' then 'withdrawn on request' else declared end as declared
from received
where taken_as = 'contribution'
    and (status <> 'published' or declared is not null)
