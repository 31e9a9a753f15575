-- One row per view that people set out though few hold it: the answers that do, and the first of
-- them in which nothing is masked.
-- Gives: index.html, « Avis minoritaires et isolés ».
-- Reads: tables/answers.parquet, tables/isolated.parquet.
-- Printed on: index.html.
with

grouped as (
    select
        isolated.question_id,
        coalesce(isolated.position, '') as position,
        count(*) as answers,
        min(isolated.answer_id) filter (where not contains(answers.text, '█')) as answer_id
    from isolated
    join answers using (answer_id)
    group by isolated.question_id, coalesce(isolated.position, '')
)

select
    grouped.question_id,
    grouped.position,
    grouped.answers,
    grouped.answer_id,
    answers.reference,
    answers.text
from grouped
left join answers using (answer_id)
order by grouped.question_id, grouped.answers desc, grouped.position
