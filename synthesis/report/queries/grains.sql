-- One row per number of clusters tried: what two halves of the contributions share, in bits,
-- and what the same words dealt anew give.
-- Gives: q/*.html, « Combien de classes ».
-- Parameters: $question, a question_id; $price, bits each cluster costs (setting cluster_price).
select
    clusters,
    bits,
    error,
    chance,
    largest,
    even,
    chosen,
    round(bits - $price * clusters, 6) as remains
from grains
where question_id = $question
order by clusters
