-- One row: an answer, what the run made of it, and what reviewers may know of where it comes from.
select
    states.answer_id,
    states.contribution_id,
    states.state,
    answers.text,
    contributions.source,
    contributions.author_type,
    contributions.department,
    contributions.day,
    contributions.author_known,
    titles.title,
    assignments.cluster_id,
    assignments.second_cluster_id,
    assignments.score,
    assignments.margin,
    assignments.family_id
from states
join contributions using (contribution_id)
left join answers using (answer_id)
left join assignments using (answer_id)
left join titles using (contribution_id)
where states.answer_id = $answer
