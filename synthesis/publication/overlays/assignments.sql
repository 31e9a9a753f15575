-- One row per answer that is not empty, where people left it. A score is of the cluster the run
-- had chosen: an answer that people placed elsewhere has none; nor has one with a mask, whose terms
-- are not all published.
select
    assignments.* replace (
        coalesce(decided.state, assignments.state) as state,
        case when decided.answer_id is null then assignments.cluster_id else decided.cluster_id end
            as cluster_id,
        case when decided.answer_id is null and masked.answer_id is null then assignments.score end
            as score,
        case when decided.answer_id is null and masked.answer_id is null then assignments.margin end
            as margin
    )
from found.assignments
left join decided using (answer_id)
left join masked using (answer_id)
semi join published on published.question_id = assignments.question_id
