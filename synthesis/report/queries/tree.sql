-- One row per joint of two clusters or groups of clusters; a negative side is a cluster.
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
