-- One row per number of clusters tried: what two halves of the contributions find alike, in bits.
-- Gives: q/*.html, « Combien de classes ».
-- Parameters: $question, a question_id; $price, bits each cluster costs (setting cluster_price).
select
    clusters,
    bits,
    error,
    largest,
    chosen,
    round(bits - $price * clusters, 6) as remains
from grains
where question_id = $question
order by clusters
