-- One row per question, in the order of the consultation: cells received, answers analysed,
-- clusters, answers classified, and whether this run read its words.
-- Gives: index.html, « Les questions », alerts; q/*.html, heading, « L’essentiel », alerts.
-- Reads: tables/clusters.parquet, tables/ledger.parquet, tables/questions.parquet, tables/vocabulary.parquet.
-- Printed on: index.html, lookup.html, q/901.html, q/902.html, q/903.html, q/904.html, q/905.html, q/906.html, q/sujets-1.html, q/sujets.html, q/sujets-2.html, q/sujets-3.html, q/reactions-1.html, q/reactions-2.html, q/reactions-3.html, q/commentaires-1.html, q/commentaires-2.html, q/commentaires-3.html.
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
