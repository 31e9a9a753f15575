-- One row per kind of change between snapshots of one contribution.
-- Gives: index.html, « D’un export à l’autre ».
select
    change,
    count(*) as changes,
    count(distinct contribution_id) as contributions
from changes
group by change
order by change
