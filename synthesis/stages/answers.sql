-- One row per published answer that is not empty.
select
    texts.answer_id,
    texts.contribution_id,
    texts.reference,
    texts.question_id,
    texts.text
from texts
join states using (answer_id)
where states.state in ('analysed', 'no_content', 'duplicate', 'off_topic')
