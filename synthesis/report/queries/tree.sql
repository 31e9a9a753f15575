-- One row per division of a question's units in two; a negative side is a cluster.
-- Gives: q/*.html, dendrogram and its table.
-- Parameter: $question, a question_id.
select
    node,
    "left",
    "right",
    chi2
from tree
where question_id = $question
order by node
