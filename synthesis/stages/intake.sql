-- One row per export: every row in it, as Python's csv module counts them, and what it became as
-- DuckDB read it. The two sides are equal, or the run stops.
with

became as (
    select
        source_number,
        count(*) filter (where taken_as = 'contribution') as contributions,
        count(*) filter (where taken_as = 'further') as further,
        count(*) filter (where taken_as = 'overlap') as superseded,
        count(*) filter (where taken_as = 'repeat') as repeats
    from received
    group by source_number
),

unread as (
    select
        source,
        count(*) as refused
    from refused
    group by source
)

select
    counted.source,
    counted.reader,
    counted.rows,
    coalesce(became.contributions, 0) as contributions,
    coalesce(became.further, 0) as further,
    coalesce(became.superseded, 0) as superseded,
    coalesce(became.repeats, 0) as repeats,
    coalesce(unread.refused, 0) as refused
from counted
left join became using (source_number)
left join unread using (source)
