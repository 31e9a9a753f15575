-- Des lignes d’un export ne sont devenues rien, ou plusieurs choses.
select source, rows, contributions + further + superseded + repeats + refused as accounted
from intake
where accounted <> rows
order by source
limit 1
