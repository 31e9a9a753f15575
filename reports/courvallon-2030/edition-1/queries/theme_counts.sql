-- One row per theme, base and way to count copies: how many, of how many, Wilson 95 %.
-- Gives: index.html, « Résumé » and « Thèmes »; q/*.html, counts of each theme.
select
    question_id,
    theme_id,
    base,
    copies,
    n,
    "of",
    share,
    low,
    high
from theme_counts
order by question_id, theme_id, base, copies
