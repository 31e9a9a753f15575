-- Ce qui est dit d’une contribution l’est d’une qui n’est pas là.
with

told as (
    select 'titles' as name, contribution_id from titles
    union all
    select 'standings', contribution_id from standings
    union all
    select 'votes', contribution_id from votes
    union all
    select 'threads', contribution_id from threads
    union all
    select 'categories', contribution_id from categories
    union all
    select 'assignments', contribution_id from assignments
)

select told.name, told.contribution_id
from told
anti join contributions using (contribution_id)
order by all
limit 1
