-- One row per published question: families of copies of one text, and the analysed answers in them.
-- Gives: index.html, « Qui a participé ».
-- Reads: tables/assignments.parquet.
-- Printed on: index.html.
with

families as (
    select
        question_id,
        family_id,
        count(*) as answers
    from assignments
    where state = 'analysed' and family_id is not null
    group by question_id, family_id
)

select
    question_id,
    count(*) as families,
    sum(answers)::bigint as answers,
    max(answers) as largest
from families
group by question_id
order by question_id
