-- One row per theme measured on the answers coded blind: how often people found it where it is
-- counted (precision), how often it is counted where people found it (recall), and its share once
-- both errors are taken into account.
-- Gives: q/*.html, « Les thèmes d’un coup d’œil », the reliability of each theme.
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- Reads: tables/theme_quality.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html.
select
    theme_id,
    units,
    coded_in,
    found_in,
    "both",
    "precision",
    precision_low,
    precision_high,
    recall,
    recall_low,
    recall_high,
    raw,
    corrected,
    corrected_low,
    corrected_high,
    method
from theme_quality
where question_id = $question
order by theme_id
