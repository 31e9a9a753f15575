-- One row per contribution and answer of it that is not empty, of the references from one to
-- another; one row, without an answer, where a contribution has none. `found_cluster_id` is the
-- cluster the run chose, `words` the terms of the answer that weigh most for it, three at most;
-- `change` what people did of that: aside, left_out, merged with the whole cluster, or moved;
-- `copies` the answers of its family; `twin` the one counted answer that has the words of a
-- duplicate, where there is one only.
-- Gives: lookup/*.html.
-- Parameters: $first and $last, two references, the same twice for one alone; they go the shortest
-- first, then by their characters.
-- Reads: tables/answers.parquet, tables/assignments.parquet, tables/codings.parquet, tables/contributions.parquet, tables/decided.parquet, tables/families.parquet, tables/isolated.parquet, tables/questions.parquet, tables/quotations.parquet, tables/reviewed.parquet, tables/segments.parquet, tables/standings.parquet, tables/terms.parquet, tables/themes.parquet, tables/vocabulary.parquet, tables/weights.parquet.
-- Printed on: lookup.html.
with

chosen as (
    select
        contribution_id,
        reference
    from contributions
    where (
            length(reference) > length($first::varchar)
            or (length(reference) = length($first::varchar) and reference >= $first::varchar)
        )
        and (
            length(reference) < length($last::varchar)
            or (length(reference) = length($last::varchar) and reference <= $last::varchar)
        )
),

placed as (
    select
        assignments.*,
        case when decided.answer_id is null then assignments.cluster_id
            else decided.found_cluster_id end as found_cluster_id,
        case
            when decided.answer_id is null then null
            when decided.state <> decided.found_state then 'aside'
            when decided.cluster_id is null then 'left_out'
            when decided.cluster_id = reviewed.home_id then 'merged'
            else 'moved'
        end as change
    from assignments
    semi join chosen using (contribution_id)
    left join decided using (answer_id)
    left join reviewed
        on reviewed.question_id = decided.question_id
        and reviewed.cluster_id = decided.found_cluster_id
),

read as (
    select distinct
        placed.answer_id,
        placed.question_id,
        placed.found_cluster_id,
        terms.term
    from segments
    join placed using (answer_id)
    join terms using (segment_id)
    where placed.found_cluster_id is not null
),

weighed as (
    select
        read.answer_id,
        coalesce(vocabulary.label, read.term) as label,
        row_number() over (
            partition by read.answer_id order by weights.weight desc, read.term
        ) as rank
    from read
    join weights
        on weights.question_id = read.question_id
        and weights.cluster_id = read.found_cluster_id
        and weights.term = read.term
    left join vocabulary
        on vocabulary.question_id = read.question_id and vocabulary.term = read.term
    where weights.weight > 0
),

reasons as (
    select
        answer_id,
        list(label order by rank) as words
    from weighed
    where rank <= 3
    group by answer_id
),

ways as (
    select
        codings.answer_id,
        codings.theme_id,
        any_value(themes.position) as position,
        list(distinct codings.source order by case codings.source when 'cluster' then 1 when 'rule' then 2 else 3 end) as sources
    from codings
    semi join placed using (answer_id)
    join themes using (question_id, theme_id)
    group by codings.answer_id, codings.theme_id
),

held as (
    select
        answer_id,
        list({'theme_id': theme_id, 'sources': sources} order by position, theme_id) as themes
    from ways
    group by answer_id
),

shown as (
    select
        answer_id,
        list(distinct theme_id order by theme_id) as quoted
    from quotations
    semi join placed using (answer_id)
    group by answer_id
),

doubled as (
    select
        placed.answer_id,
        answers.question_id,
        answers.text
    from placed
    join answers using (answer_id)
    where placed.state = 'duplicate'
),

alike as (
    select
        doubled.answer_id,
        any_value(answers.reference) as twin
    from answers
    join doubled using (question_id, text)
    join assignments
        on assignments.answer_id = answers.answer_id and assignments.state = 'analysed'
    group by doubled.answer_id
    having count(*) = 1
)

select
    chosen.reference,
    chosen.contribution_id,
    standings.state as standing,
    placed.answer_id,
    placed.question_id,
    placed.state,
    placed.change,
    placed.cluster_id,
    placed.found_cluster_id,
    placed.score,
    placed.margin,
    contains(answers.text, '█') as is_masked,
    families.answers as copies,
    alike.twin,
    isolated.position as view,
    reasons.words,
    held.themes,
    shown.quoted
from chosen
left join standings using (contribution_id)
left join placed using (contribution_id)
left join questions on questions.question_id = placed.question_id
left join answers on answers.answer_id = placed.answer_id
left join families on families.family_id = placed.family_id
left join alike on alike.answer_id = placed.answer_id
left join isolated on isolated.answer_id = placed.answer_id
left join reasons on reasons.answer_id = placed.answer_id
left join held on held.answer_id = placed.answer_id
left join shown on shown.answer_id = placed.answer_id
order by length(chosen.reference), chosen.reference, chosen.contribution_id, questions.position,
    placed.question_id, placed.answer_id
