-- One row per variable and value known of contributions, as `traits` ranks them.
select
    variable,
    value
from (select distinct variable, value from traits)
order by variable, value
