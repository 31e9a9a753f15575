-- One row per text copied most: the ten largest families of copies of a question, with the number
-- of families and of copies in the question.
-- Gives: q/*.html, « Textes copiés ».
-- Parameter: $question, a question_id.
with

copied as (
    select
        families.family_id,
        families.answers,
        families.known_authors,
        families.of_unknown,
        answers.reference,
        answers.text,
        count(*) over () as families,
        (sum(families.answers) over ())::bigint as copies
    from families
    join answers using (answer_id)
    join assignments using (answer_id)
    where answers.question_id = $question
        and assignments.state = 'analysed'
)

select
    family_id,
    answers,
    known_authors,
    of_unknown,
    reference,
    text,
    families,
    copies
from copied
order by answers desc, family_id
limit 10
