-- One row per pair of words that follow each other more than chance would have it: what could be
-- listed as an expression. Log-odds λ of Blaheta and Johnson 2001, half a count added to each cell.
with

content as (
    select distinct form
    from forms
    where reason is null
),

places as (
    select
        answer_id,
        forms,
        unnest(range(1, len(forms))) as place
    from readings
),

pairs as (
    select
        places.answer_id,
        places.forms[places.place] as one,
        places.forms[places.place + 1] as other
    from places
    where places.forms[places.place] in (select form from content)
        and places.forms[places.place + 1] in (select form from content)
),

counted as (
    select
        pairs.one,
        pairs.other,
        count(*) as times,
        count(distinct pairs.answer_id) as answers,
        count(distinct coalesce(copies.family_id, pairs.answer_id)) as wordings
    from pairs
    left join copies using (answer_id)
    group by pairs.one, pairs.other
),

cells as (
    select
        *,
        times + 0.5::double as n11,
        sum(times) over (partition by one) - times + 0.5::double as n10,
        sum(times) over (partition by other) - times + 0.5::double as n01,
        sum(times) over () - sum(times) over (partition by one)
        - sum(times) over (partition by other) + times + 0.5::double as n00
    from counted
),

scored as (
    select
        replace(one || ' ' || other, ''' ', '''') as expression,
        answers,
        times,
        wordings,
        ln(n11) + ln(n00) - ln(n10) - ln(n01) as log_odds,
        sqrt(1 / n11 + 1 / n10 + 1 / n01 + 1 / n00) as error
    from cells
),

ranked as (
    select
        *,
        row_number() over (order by log_odds / error desc, expression) as place
    from scored
    where wordings >= $min_expression_answers
)

select
    $question as question_id,
    expression,
    answers,
    times,
    round(log_odds, 6) as log_odds,
    round(log_odds / error, 6) as z
from ranked
where place <= $keywords and log_odds > 0
