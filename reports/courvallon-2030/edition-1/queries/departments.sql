-- One row per department of the declared postal code; null for none.
-- Gives: index.html, « Départements ».
-- Reads: tables/contributions.parquet.
-- Printed on: index.html.
with

declared as (
    select nullif(trim(department), '') as value
    from contributions
)

select
    value,
    count(*) as contributions
from declared
group by value
order by contributions desc, value nulls last
