-- One row per theme of opinion that no other divides, by size: its answers and its known authors, of
-- how many, and its share corrected by the blind coding, where that is large enough to print one.
-- Gives: index.html, « Résumé ».
-- Parameter: $least, the coded texts under which no share is corrected.
-- In this edition: $least = 50.
-- Reads: tables/theme_counts.parquet, tables/theme_quality.parquet, tables/themes.parquet.
-- Printed on: index.html.
with

leaves as (
    select *
    from themes
    where
        kind = 'opinion'
        and not exists (
            select 1
            from themes as below
            where below.question_id = themes.question_id and below.parent_id = themes.theme_id
        )
),

sized as (
    select
        leaves.question_id,
        leaves.theme_id,
        leaves.label_fr,
        coalesce(leaves.label_en, '') as label_en,
        leaves.position,
        counted.n,
        counted."of",
        theme_quality.corrected,
        by_author.n as authors,
        by_author."of" as of_authors
    from leaves
    join theme_counts as counted
        on counted.question_id = leaves.question_id
        and counted.theme_id = leaves.theme_id
        and counted.base = 'with_content'
        and counted.copies = 'all'
    join theme_counts as by_author
        on by_author.question_id = leaves.question_id
        and by_author.theme_id = leaves.theme_id
        and by_author.base = 'authors'
        and by_author.copies = 'all'
    left join theme_quality
        on theme_quality.question_id = leaves.question_id
        and theme_quality.theme_id = leaves.theme_id
        and theme_quality.units >= $least
        and theme_quality.corrected is not null
)

select
    question_id,
    theme_id,
    label_fr,
    label_en,
    n,
    "of",
    authors,
    of_authors,
    corrected
from sized
where n > 0
order by question_id, n desc, position, theme_id
