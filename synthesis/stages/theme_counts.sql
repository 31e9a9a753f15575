-- One row per theme, base and way to count copies; what is said, of what, with its interval.
-- Answers that weigh the same are counted first: what is summed are a few decimals, in any order.
with

ways as (
    select unnest(['all', 'once']) as copies
),

weighing as (
    select
        voices.question_id,
        ways.copies,
        voices.answer_id,
        case when ways.copies = 'once' then voices.family_answers else 1 end as shared,
        voices.author_answers
    from voices
    cross join ways
),

kinds as (
    select
        question_id,
        copies,
        'with_content' as base,
        answer_id,
        shared
    from weighing

    union all

    -- A known author is one voice, whatever the number of answers.
    select
        question_id,
        copies,
        'authors' as base,
        answer_id,
        shared * author_answers as shared
    from weighing
    where author_answers is not null
),

bases as (
    select
        question_id,
        copies,
        base,
        sum((answers / shared)::decimal(18, 6))::decimal(18, 6) as weight
    from (
        select
            question_id,
            copies,
            base,
            shared,
            count(*) as answers
        from kinds
        group by question_id, copies, base, shared
    )
    group by question_id, copies, base
),

-- What is not analysed is in no family: it counts as it came.
others as (
    select
        question_id,
        coalesce(sum(answers) filter (where state <> 'analysed'), 0)::decimal(18, 6) as weight
    from ledger
    group by question_id
),

totals as (
    select
        question_id,
        copies,
        base,
        weight
    from bases

    union all

    select
        others.question_id,
        ways.copies,
        'received' as base,
        others.weight + coalesce(bases.weight, 0) as weight
    from others
    cross join ways
    left join bases
        on bases.question_id = others.question_id
        and bases.copies = ways.copies
        and bases.base = 'with_content'
),

spoken as (
    select distinct
        question_id,
        theme_id,
        answer_id
    from codings
),

counted as (
    select
        question_id,
        theme_id,
        copies,
        base,
        sum((answers / shared)::decimal(18, 6))::decimal(18, 6) as weight
    from (
        select
            spoken.question_id,
            spoken.theme_id,
            kinds.copies,
            kinds.base,
            kinds.shared,
            count(*) as answers
        from spoken
        join kinds using (question_id, answer_id)
        group by spoken.question_id, spoken.theme_id, kinds.copies, kinds.base, kinds.shared
    )
    group by question_id, theme_id, copies, base
),

every as (
    select
        themes.question_id,
        themes.theme_id,
        named.base,
        ways.copies,
        coalesce(counted.weight, 0)::decimal(18, 6) as n,
        coalesce(totals.weight, 0)::decimal(18, 6) as "of"
    from themes
    cross join (select unnest(['received', 'with_content', 'authors']) as base) as named
    cross join ways
    left join counted
        on counted.question_id = themes.question_id
        and counted.theme_id = themes.theme_id
        and counted.copies = ways.copies
        and counted.base = case when named.base = 'received' then 'with_content' else named.base end
    left join totals
        on totals.question_id = themes.question_id
        and totals.copies = ways.copies
        and totals.base = named.base
)

select
    question_id,
    theme_id,
    base,
    copies,
    n,
    "of",
    n::double / nullif("of"::double, 0) as share,
    case when "of" > 0 then wilson_low(n::double, "of"::double) end as low,
    case when "of" > 0 then wilson_high(n::double, "of"::double) end as high
from every
