-- One row per theme that people could code: of the pairs of codings of one text by two people, how
-- many there are, those where one at least has the theme as main code, and those where both do.
-- Of the simple random sample alone.
-- Gives: q/*.html, reliability of each theme.
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- Reads: tables/coded.parquet, tables/codes.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html.
with

said as (
    select
        coded.unit,
        coded.coder,
        codes.theme_id
    from coded
    left join codes using (question_id, code)
    where coded.question_id = $question
        and coded.is_random
        and coded.coder not in ('machine', 'arbiter')
),

pairs as (
    select
        one.unit,
        one.theme_id as one_id,
        other.theme_id as other_id
    from said as one
    join said as other on other.unit = one.unit and one.coder < other.coder
),

named as (
    select distinct theme_id
    from codes
    where question_id = $question and theme_id is not null
)

select
    named.theme_id,
    count(pairs.unit) as pairs,
    count(pairs.unit) filter (
        where named.theme_id = pairs.one_id or named.theme_id = pairs.other_id
    ) as either,
    count(pairs.unit) filter (
        where named.theme_id = pairs.one_id and named.theme_id = pairs.other_id
    ) as agreed
from named
left join pairs on true
group by named.theme_id
order by named.theme_id
