-- One row per cluster of a question: its sizes.
-- Gives: q/*.html, « Les classes d’un coup d’œil » and the head of each class; index.html, alerts.
-- Parameter: $question, a question_id.
select
    cluster_id,
    answers,
    contributions,
    authors,
    segments,
    stability
from clusters
where question_id = $question
order by cluster_id
