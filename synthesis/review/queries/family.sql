-- One row: a family of copies, over all questions and sources.
select
    answers,
    known_authors,
    of_unknown,
    questions,
    sources
from families
where family_id = $family
