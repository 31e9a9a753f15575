-- One row per theme and thing declared: answers, before any is withheld. The theme '' is all
-- analysed answers, the value '' those of which it was not declared. A theme that others stand
-- under is the sum of theirs, and has no row.
with

placed as (
    select
        assignments.question_id,
        assignments.answer_id,
        declared.variable,
        coalesce(declared.value, '') as value
    from assignments
    join (
        select contribution_id, 'department' as variable, department as value from contributions
        union all
        select contribution_id, 'author_type' as variable, author_type as value from contributions
    ) as declared using (contribution_id)
    where assignments.state = 'analysed'
),

leaves as (
    select
        question_id,
        theme_id
    from themes
    anti join themes as below
        on below.question_id = themes.question_id and below.parent_id = themes.theme_id
),

spoken as (
    select distinct
        codings.question_id,
        codings.theme_id,
        codings.answer_id
    from codings
    join leaves using (question_id, theme_id)
),

every as (
    select
        question_id,
        '' as theme_id,
        answer_id
    from assignments
    where state = 'analysed'

    union all

    select
        question_id,
        theme_id,
        answer_id
    from spoken
)

select
    every.question_id,
    every.theme_id,
    placed.variable,
    placed.value,
    count(*) as answers
from every
join placed using (question_id, answer_id)
group by every.question_id, every.theme_id, placed.variable, placed.value

union all

-- A theme that holds nothing still has its row of noughts in the crosses.
select
    question_id,
    theme_id,
    '' as variable,
    '' as value,
    0 as answers
from leaves
