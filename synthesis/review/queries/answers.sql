-- One row per answer of the question that is not empty, in order of arrival, in whole numbers:
-- weights are millionths, days are counted from 1970, 0 stands for none.
select
    states.answer_id,
    states.contribution_id,
    coalesce(assignments.cluster_id, 0)::integer as cluster_id,
    coalesce(assignments.second_cluster_id, 0)::integer as second_cluster_id,
    coalesce(assignments.score * 1000000, 0)::bigint as score,
    coalesce(assignments.margin * 1000000, 0)::bigint as margin,
    coalesce(assignments.family_id, 0) as family_id,
    coalesce(authors.author_id + 1, 0)::bigint as author,
    coalesce(date_diff('day', date '1970-01-01', contributions.day), -2147483648)::bigint as day
from states
join contributions using (contribution_id)
left join assignments using (answer_id)
left join authors using (contribution_id)
where states.question_id = $question
order by states.answer_id
