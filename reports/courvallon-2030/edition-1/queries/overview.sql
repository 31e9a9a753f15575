-- One row per theme, in the order of the edition: how many analysed answers hold it, of how many,
-- Wilson 95 %; the same with each family of copies counted once; the corrected share, where the
-- blind coding gives one.
-- Gives: index.html, « Thèmes » and « Avis minoritaires ».
-- Reads: tables/theme_counts.parquet, tables/theme_quality.parquet, tables/themes.parquet.
-- Printed on: index.html.
with

counted as (
    select *
    from theme_counts
    where base = 'with_content'
)

select
    themes.question_id,
    themes.theme_id,
    themes.kind,
    themes.parent_id,
    themes.position,
    themes.label_fr,
    coalesce(themes.label_en, '') as label_en,
    coalesce(every.n, 0) as n,
    coalesce(every."of", 0) as "of",
    every.low,
    every.high,
    coalesce(once.n, 0) as once,
    theme_quality.corrected,
    theme_quality.corrected_low,
    theme_quality.corrected_high
from themes
left join counted as every
    on every.question_id = themes.question_id
    and every.theme_id = themes.theme_id
    and every.copies = 'all'
left join counted as once
    on once.question_id = themes.question_id
    and once.theme_id = themes.theme_id
    and once.copies = 'once'
left join theme_quality
    on theme_quality.question_id = themes.question_id
    and theme_quality.theme_id = themes.theme_id
order by themes.question_id, themes.position, themes.theme_id
