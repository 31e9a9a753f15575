-- One row per analysed answer long enough to have been copied: the first answer with its words,
-- to whatever question, on whatever platform.
with

said as (
    select
        texts.answer_id,
        texts.question_id,
        folded(cells.text) as folded,
        coalesce(authors.author_id, -texts.contribution_id) as person
    from texts
    join states on states.answer_id = texts.answer_id
    join cells
        on cells.contribution_id = texts.contribution_id
        and cells.question_id = texts.question_id
        and cells.cell = texts.cell
    left join authors on authors.contribution_id = texts.contribution_id
    where states.state = 'analysed'
)

select
    answer_id,
    question_id,
    min(answer_id) over (partition by folded) as wording_id,
    person,
    folded
from said
where len(string_split(folded, ' ')) >= $min_family_words
