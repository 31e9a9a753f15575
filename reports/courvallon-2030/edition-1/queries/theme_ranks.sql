-- One row per theme of opinion that gathers no other: the ranks it may have. A theme is before
-- another only where their intervals do not touch: those of the corrected shares where both have
-- one, else Wilson's. Nothing is ranked on a base too small.
-- Gives: index.html, « Résumé »; q/*.html, « L’essentiel » and « Thèmes ».
-- Parameter: $least, the base under which no percentage is given.
-- In this edition: $least = 50.
-- Reads: tables/theme_counts.parquet, tables/theme_quality.parquet, tables/themes.parquet.
-- Printed on: index.html, q/901.html, q/904.html, q/906.html.
with

ranked as (
    select
        themes.question_id,
        themes.theme_id,
        counted.low,
        counted.high,
        theme_quality.corrected_low,
        theme_quality.corrected_high
    from themes
    join theme_counts as counted
        on counted.question_id = themes.question_id
        and counted.theme_id = themes.theme_id
        and counted.base = 'with_content'
        and counted.copies = 'all'
    left join theme_quality
        on theme_quality.question_id = themes.question_id
        and theme_quality.theme_id = themes.theme_id
    where themes.kind = 'opinion'
        and counted.n > 0
        and counted."of" >= $least
        and not exists (
            select 1
            from themes as below
            where below.question_id = themes.question_id and below.parent_id = themes.theme_id
        )
),

pairs as (
    select
        one.question_id,
        one.theme_id,
        case
            when one.corrected_low is null or other.corrected_low is null
                then other.low > one.high
            else other.corrected_low > one.corrected_high
        end as is_above,
        case
            when one.corrected_low is null or other.corrected_low is null
                then other.high < one.low
            else other.corrected_high < one.corrected_low
        end as is_below
    from ranked as one
    join ranked as other using (question_id)
),

spans as (
    select
        question_id,
        theme_id,
        1 + count(*) filter (where is_above) as first_rank,
        count(*) filter (where not is_below) as last_rank,
        count(*) as among
    from pairs
    group by question_id, theme_id
)

select
    question_id,
    theme_id,
    first_rank,
    last_rank,
    among,
    count(*) filter (where first_rank = 1) over (partition by question_id) as firsts
from spans
order by question_id, theme_id
