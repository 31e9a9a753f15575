-- One row per page of the look-up: its first and last references, and how many it holds. References
-- go the shortest first, then by their characters: 3-9 before 3-10.
-- Gives: lookup.html, the list of pages; lookup/*.html, heading.
-- Parameter: $held, references a page holds at most.
-- In this edition: $held = 500.
-- Reads: tables/contributions.parquet.
-- Printed on: lookup.html.
with

listed as (
    select distinct reference
    from contributions
),

numbered as (
    select
        reference,
        row_number() over (order by length(reference), reference) - 1 as place
    from listed
)

select
    place // $held::bigint + 1 as page,
    min_by(reference, place) as first,
    max_by(reference, place) as last,
    count(*) as held
from numbered
group by page
order by page
