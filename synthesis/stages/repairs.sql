-- One row per export and repair: what was undone or noted, in how many cells, lines or characters.
with

mended_cells as (
    select
        source,
        unnest(string_split(mended, ',')) as repair
    from taken
    where mended <> ''
)

select
    source,
    repair,
    sum(times)::bigint as times
from (
    select source, repair, times from repaired
    union all
    select source, repair, 1 as times from mended_cells
)
group by source, repair
