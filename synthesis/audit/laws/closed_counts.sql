-- Une question fermée compte plus de choix que de personnes qui ont choisi.
select question_id, option, answers, base_expressed, base_all
from closed_counts
join questions using (question_id)
where answers > base_expressed or base_expressed > base_all or base_all > asked
order by question_id, option
limit 1
