-- One row per published answer that is not empty.
select
    texts.answer_id,
    texts.contribution_id,
    texts.reference,
    texts.question_id,
    cells.text
from texts
join states on states.answer_id = texts.answer_id
join cells
    on cells.contribution_id = texts.contribution_id
    and cells.question_id = texts.question_id
    and cells.cell = texts.cell
where states.state in ('analysed', 'no_content', 'duplicate', 'off_topic')
