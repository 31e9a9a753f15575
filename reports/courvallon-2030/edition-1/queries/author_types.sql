-- One row per declared type of author; null for none.
-- Gives: index.html, « Types d’auteurs ».
-- Reads: tables/contributions.parquet.
-- Printed on: index.html.
with

declared as (
    select nullif(trim(author_type), '') as value
    from contributions
)

select
    value,
    count(*) as contributions
from declared
group by value
order by contributions desc, value nulls last
