-- One row per pair of codes that two people gave to the same text, one each: the ten commonest.
-- Gives: q/*.html, « Fiabilité du codage ».
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- Reads: tables/codes.parquet, tables/confusion.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html.
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
