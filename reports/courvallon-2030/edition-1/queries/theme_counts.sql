-- One row per theme, base and way to count copies: how many, of how many, Wilson 95 %.
-- Gives: index.html, « Résumé » and « Thèmes »; q/*.html, counts of each theme.
-- Reads: tables/theme_counts.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html.
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
