-- One row per question, in the order of the consultation: cells received, answers analysed,
-- clusters, answers classified, and whether this run read its words.
-- Gives: index.html, « Les questions », alerts; q/*.html, heading, « L’essentiel », alerts.
with

received as (
    select
        question_id,
        sum(answers)::bigint as received,
        coalesce(sum(answers) filter (where state = 'analysed'), 0)::bigint as analysed
    from ledger
    group by question_id
),

classified as (
    select
        question_id,
        count(*) as clusters,
        sum(answers)::bigint as classified
    from clusters
    group by question_id
),

read as (
    select distinct question_id
    from vocabulary
)

select
    questions.question_id,
    questions.title,
    questions.kind,
    questions.position,
    questions.asked,
    coalesce(received.received, 0) as received,
    coalesce(received.analysed, 0) as analysed,
    coalesce(classified.clusters, 0) as clusters,
    coalesce(classified.classified, 0) as classified,
    read.question_id is not null as is_read
from questions
left join received using (question_id)
left join classified using (question_id)
left join read using (question_id)
order by questions.position, questions.question_id
