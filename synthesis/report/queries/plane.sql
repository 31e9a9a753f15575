-- One row per cluster, and per term that makes the plane: where each lies on the first two axes of
-- the correspondence analysis of clusters by terms.
-- Gives: q/*.html, « Les classes sur un plan ».
-- Parameter: $question, a question_id.
select
    plane.kind,
    plane.item,
    coalesce(vocabulary.label, plane.item) as label,
    plane.x,
    plane.y,
    plane.mass,
    plane.quality,
    plane.inertia,
    plane.share_x,
    plane.share_y,
    round(plane.share_x + plane.share_y, 6) as shown
from plane
left join vocabulary
    on plane.kind = 'term'
    and plane.question_id = vocabulary.question_id
    and plane.item = vocabulary.term
where plane.question_id = $question
order by plane.kind, plane.inertia desc, plane.item
