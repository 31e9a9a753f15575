-- One row per question with a blind coding: the texts coded, the themes it tried, and the lowest
-- and highest precision and recall among them.
-- Gives: index.html, « Fiabilité ».
-- Reads: tables/theme_quality.parquet.
-- Printed on: index.html.
select
    question_id,
    max(units) as units,
    count(*) as themes,
    count("precision") as with_precision,
    min("precision") as precision_least,
    max("precision") as precision_most,
    count(recall) as with_recall,
    min(recall) as recall_least,
    max(recall) as recall_most
from theme_quality
group by question_id
order by question_id
