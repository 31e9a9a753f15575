-- One row: the cells of a question, its analysed answers, those in a theme, in several, in none,
-- and of the last those without a term that shapes clusters.
-- Gives: q/*.html, « L’essentiel » and « Ce que nous n’avons pas pu classer ».
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- Reads: tables/assignments.parquet, tables/codings.parquet, tables/ledger.parquet, tables/segments.parquet, tables/terms.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html, q/sujets-1.html, q/sujets.html, q/sujets-2.html, q/sujets-3.html, q/reactions-1.html, q/reactions-2.html, q/reactions-3.html, q/commentaires-1.html, q/commentaires-2.html, q/commentaires-3.html.
with

held as (
    select
        answer_id,
        count(distinct theme_id) as themes
    from codings
    where question_id = $question and source <> 'child'
    group by answer_id
),

themed as (
    select
        assignments.answer_id,
        coalesce(held.themes, 0) as themes
    from assignments
    left join held using (answer_id)
    where assignments.question_id = $question and assignments.state = 'analysed'
),

with_term as (
    select distinct segments.answer_id
    from terms
    join segments using (segment_id)
    join themed using (answer_id)
    where themed.themes = 0
),

cells as (
    select coalesce(sum(answers), 0)::bigint as received
    from ledger
    where question_id = $question
),

counted as (
    select
        count(*) as analysed,
        count(*) filter (where themed.themes > 0) as in_theme,
        count(*) filter (where themed.themes > 1) as in_several,
        count(*) filter (where themed.themes = 0) as in_none,
        count(*) filter (where themed.themes = 0 and with_term.answer_id is null) as without_term
    from themed
    left join with_term using (answer_id)
)

select
    cells.received,
    counted.analysed,
    counted.in_theme,
    counted.in_several,
    counted.in_none,
    counted.without_term
from cells
cross join counted
