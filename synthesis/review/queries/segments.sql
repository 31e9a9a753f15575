-- One row per segment of the question, in order: where it stands, and the cluster it is in (0: none).
select
    segments.segment_id,
    segments.answer_id,
    segments.start,
    segments.stop,
    coalesce(memberships.cluster_id, 0)::integer as cluster_id
from segments
join memberships using (segment_id)
where memberships.question_id = $question
order by segments.segment_id
