-- One row per theme of opinion that no other divides, by size: its share of the analysed answers,
-- how far it is behind the first, and whether their 95 % intervals overlap. The intervals are those
-- of the corrected shares where both themes have one, else Wilson's.
-- Gives: index.html, « Résumé »: which theme may be called the most frequent, and which may not.
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

first as (
    select *
    from ranked
    where rank = 1
),

compared as (
    select
        ranked.*,
        (first.n - ranked.n)::double / ranked."of"::double as gap,
        case
            when first.corrected_low is not null and ranked.corrected_high is not null
                then ranked.corrected_high >= first.corrected_low
            else ranked.high >= first.low
        end as is_level
    from ranked
    join first using (question_id)
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
    gap,
    is_level,
    count(*) filter (where is_level) over (partition by question_id) as levels
from compared
order by question_id, rank
