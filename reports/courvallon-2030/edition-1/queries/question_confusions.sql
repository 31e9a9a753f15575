-- One row per pair of codes that two people gave to the same text, one each: the ten commonest.
-- Gives: q/*.html, « Fiabilité du codage ».
-- Parameter: $question, a question_id.
with

between_people as (
    select
        least(code_one, code_other) as code_one,
        greatest(code_one, code_other) as code_other,
        units
    from confusion
    where question_id = $question
        and one <> other
        and one not in ('machine', 'people', 'arbiter')
        and other not in ('machine', 'people', 'arbiter')
        and code_one <> code_other
),

summed as (
    select
        code_one,
        code_other,
        sum(units)::bigint as units
    from between_people
    group by code_one, code_other
)

select
    summed.code_one,
    summed.code_other,
    first.label_fr as one_fr,
    first.label_en as one_en,
    second.label_fr as other_fr,
    second.label_en as other_en,
    summed.units
from summed
left join codes as first on first.question_id = $question and first.code = summed.code_one
left join codes as second on second.question_id = $question and second.code = summed.code_other
order by summed.units desc, summed.code_one, summed.code_other
limit 10
