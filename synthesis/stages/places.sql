-- One row per contribution and place the source declares, of its author or of what it is about, as
-- the source writes it: the department of table `contributions` is derived from it, by us.
select
    contribution_id,
    'author' as whose,
    'postal_code' as level,
    postal_code as code,
    null::varchar as label
from received
where taken_as = 'contribution' and postal_code is not null

union all

select
    contribution_id,
    coalesce(nullif(trim(place_of), ''), 'document') as whose,
    coalesce(nullif(trim(place_level), ''), 'place') as level,
    nullif(trim(place_code), '') as code,
    trim(place) as label
from received
where taken_as = 'contribution' and trim(place) <> ''
