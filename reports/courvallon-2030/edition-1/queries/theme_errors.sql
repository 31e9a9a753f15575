-- One row per theme measured on the answers coded blind: how often people found it where it is
-- counted (precision), how often it is counted where people found it (recall), and its share once
-- both errors are taken into account.
-- Gives: q/*.html, « Les thèmes d’un coup d’œil », the reliability of each theme.
-- Parameter: $question, a question_id.
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
