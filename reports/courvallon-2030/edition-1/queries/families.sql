-- One row per text copied most: the ten largest families of copies in a question, with the number
-- of families and of copies there, and how many copies answer other questions or platforms.
-- Gives: q/*.html, « Textes copiés ».
-- Parameter: $question, a question_id.
-- In this edition: $question = each of '901', '904', '906', 'sujets-1', 'sujets', 'sujets-2', 'sujets-3', 'reactions-1', 'reactions-2', 'reactions-3', 'commentaires-1', 'commentaires-2', 'commentaires-3'.
-- Reads: tables/answers.parquet, tables/assignments.parquet, tables/families.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html, q/sujets-1.html, q/sujets-3.html, q/reactions-1.html, q/reactions-3.html, q/commentaires-1.html, q/commentaires-2.html, q/commentaires-3.html.
with

here as (
    select
        assignments.family_id,
        count(*) as here,
        min(assignments.answer_id) as answer_id
    from assignments
    where assignments.question_id = $question
        and assignments.state = 'analysed'
        and assignments.family_id is not null
    group by assignments.family_id
),

copied as (
    select
        here.family_id,
        here.here,
        families.answers,
        families.known_authors,
        families.of_unknown,
        families.sources,
        answers.reference,
        answers.text,
        count(*) over () as families,
        (sum(here.here) over ())::bigint as copies
    from here
    join families using (family_id)
    join answers on answers.answer_id = here.answer_id
)

select
    family_id,
    here,
    answers,
    answers - here as elsewhere,
    known_authors,
    of_unknown,
    sources,
    reference,
    text,
    families,
    copies
from copied
order by here desc, answers desc, family_id
limit 10
