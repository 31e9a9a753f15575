-- One row: contributions received, with a known author, with an analysed answer, not public;
-- first and last day.
-- Gives: index.html, opening figures and « Qui a participé ».
-- Reads: tables/assignments.parquet, tables/contributions.parquet, tables/standings.parquet.
-- Printed on: index.html.
with

analysed as (
    select count(distinct contribution_id) as analysed
    from assignments
    where state = 'analysed'
),

private as (
    select count(*) as not_public
    from standings
    where state = 'not_public'
)

select
    count(*) as contributions,
    count(*) filter (where author_known) as with_known_author,
    count(*) filter (where day is null) as without_day,
    min(day) as first_day,
    max(day) as last_day,
    any_value(analysed.analysed) as analysed,
    any_value(private.not_public) as not_public
from contributions
cross join analysed
cross join private
