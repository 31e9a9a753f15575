-- One row per theme of opinion that no other divides, by size: its share of the analysed answers,
-- how far it is behind the first, and whether it may be the most frequent: no other theme lies above
-- it. A theme lies within Wilson's interval and, where the blind coding is large enough, within that
-- of its corrected share too.
-- Gives: index.html, « Résumé »: which theme may be called the most frequent, and which may not.
-- Parameter: $least, the coded texts under which no share is corrected, and the
-- base under which no theme is above another.
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
        counted.share,
        counted.low,
        counted.high,
        theme_quality.corrected,
        theme_quality.corrected_low,
        theme_quality.corrected_high,
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
),

ranked as (
    select
        *,
        row_number() over (
            partition by question_id
            order by n desc, position, theme_id
        ) as rank
    from sized
    where n > 0
),

reaches as (
    select
        *,
        least(low, coalesce(corrected_low, low)) as reach_low,
        greatest(high, coalesce(corrected_high, high)) as reach_high
    from ranked
),

compared as (
    select
        reaches.*,
        (first.n - reaches.n)::double / reaches."of"::double as gap,
        reaches."of" < $least or not exists (
            select 1
            from reaches as other
            where
                other.question_id = reaches.question_id
                and other.reach_low > reaches.reach_high
        ) as is_level
    from reaches
    join ranked as first
        on first.question_id = reaches.question_id and first.rank = 1
)

select
    question_id,
    rank,
    theme_id,
    label_fr,
    label_en,
    n,
    "of",
    authors,
    of_authors,
    corrected,
    gap,
    is_level,
    count(*) filter (where is_level) over (partition by question_id) as levels
from compared
order by question_id, rank
