-- One row per published open question: what was received and analysed, how much of it themes
-- hold, how many known authors wrote it, how many themes there are, how many of them are small,
-- and how many answers stand alone.
-- Gives: index.html, « Résumé », « Thèmes », « Ce que nous n’avons pas pu classer ».
-- Parameter: $crumb, the setting crumb_share.
-- In this edition: $crumb = 0.01.
-- Reads: tables/assignments.parquet, tables/codings.parquet, tables/decided.parquet, tables/isolated.parquet, tables/ledger.parquet, tables/questions.parquet, tables/theme_counts.parquet, tables/themes.parquet, tables/voices.parquet.
-- Printed on: index.html.
with

received as (
    select
        question_id,
        sum(answers)::bigint as received,
        coalesce(sum(answers) filter (where state = 'analysed'), 0)::bigint as analysed
    from ledger
    group by question_id
),

published as (
    select distinct question_id
    from assignments
),

held as (
    select
        question_id,
        count(distinct answer_id) as held
    from codings
    group by question_id
),

authors as (
    select
        question_id,
        -- Each author's answers weigh 1 together: only the rounding of 1/3 is undone here.
        round(sum((1 / author_answers)::decimal(38, 12)))::bigint as authors
    from voices
    where author_answers is not null
    group by question_id
),

sized as (
    select
        themes.question_id,
        themes.kind,
        theme_counts.n,
        theme_counts."of",
        themes.theme_id in (
            select above.parent_id
            from themes as above
            where above.question_id = themes.question_id and above.parent_id is not null
        ) as is_above
    from themes
    left join theme_counts
        on theme_counts.question_id = themes.question_id
        and theme_counts.theme_id = themes.theme_id
        and theme_counts.base = 'with_content'
        and theme_counts.copies = 'all'
),

counted as (
    select
        question_id,
        count(*) filter (where kind = 'opinion' and not is_above) as themes,
        count(*) filter (where kind = 'minority') as minorities,
        count(*) filter (
            where kind = 'opinion' and not is_above and n < $crumb * "of"
        ) as small
    from sized
    group by question_id
),

taken_out as (
    select
        decided.question_id,
        count(*) as taken_out
    from decided
    anti join codings using (answer_id)
    where decided.found_cluster_id is not null
        and decided.cluster_id is null
        and decided.state = 'analysed'
    group by decided.question_id
),

alone as (
    select
        question_id,
        count(*) as isolated
    from isolated
    group by question_id
)

select
    questions.question_id,
    coalesce(received.received, 0) as received,
    coalesce(received.analysed, 0) as analysed,
    coalesce(held.held, 0) as held,
    coalesce(received.analysed, 0) - coalesce(held.held, 0) as unclassified,
    coalesce(taken_out.taken_out, 0) as taken_out,
    coalesce(authors.authors, 0) as authors,
    coalesce(counted.themes, 0) as themes,
    coalesce(counted.minorities, 0) as minorities,
    coalesce(counted.small, 0) as small,
    coalesce(alone.isolated, 0) as isolated
from questions
join published using (question_id)
left join received using (question_id)
left join held using (question_id)
left join taken_out using (question_id)
left join authors using (question_id)
left join counted using (question_id)
left join alone using (question_id)
where questions.kind = 'open'
order by questions.position, questions.question_id
