-- Un groupe a plus d’auteurs que de contributions.
select question_id, cluster_id, authors, contributions
from clusters
where authors > contributions
order by question_id, cluster_id
limit 1
