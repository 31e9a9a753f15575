-- One row per theme that may be ranked: from the lowest to the highest end of its two intervals,
-- raw and corrected, and the ranks it may have: a theme is before another only where it is clear of
-- it. Those that gather other themes are not ranked, nor is anything on a base too small.
-- Gives: q/*.html, « L’essentiel » and « Les thèmes d’un coup d’œil ».
-- Parameters: $question, a question_id; $least, the base under which no percentage is given.
with

counted as (
    select
        theme_counts.theme_id,
        theme_counts.low,
        theme_counts.high
    from theme_counts
    join themes using (question_id, theme_id)
    where theme_counts.question_id = $question
        and theme_counts.base = 'with_content'
        and theme_counts.copies = 'all'
        and theme_counts."of" >= $least
        and themes.kind <> 'group'
        and not exists (
            select 1
            from themes as below
            where below.question_id = $question and below.parent_id = theme_counts.theme_id
        )
),

corrected as (
    select
        theme_id,
        corrected_low,
        corrected_high
    from theme_quality
    where question_id = $question and units >= $least and corrected is not null
),

reaches as (
    select
        counted.theme_id,
        least(counted.low, coalesce(corrected.corrected_low, counted.low)) as low,
        greatest(counted.high, coalesce(corrected.corrected_high, counted.high)) as high
    from counted
    left join corrected using (theme_id)
)

select
    reaches.theme_id,
    any_value(reaches.low) as low,
    any_value(reaches.high) as high,
    1 + count(*) filter (where other.low > reaches.high) as first_rank,
    count(*) - count(*) filter (where other.high < reaches.low) as last_rank,
    count(*) as among
from reaches
cross join reaches as other
group by reaches.theme_id
order by reaches.theme_id
