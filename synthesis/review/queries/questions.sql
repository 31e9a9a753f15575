-- What there is to review. One row per question that has clusters.
with

found as (
    select
        question_id,
        count(*) as clusters
    from clusters
    group by question_id
),

analysed as (
    select
        question_id,
        sum(answers)::bigint as answers
    from ledger
    where state = 'analysed'
    group by question_id
)

select
    questions.question_id,
    questions.title,
    analysed.answers,
    found.clusters
from questions
join found using (question_id)
join analysed using (question_id)
order by questions.position, questions.question_id
