-- One row per cell with words of an open question: numbered, its words left where they are.
select
    row_number() over (
        order by cells.contribution_id, questions.position, cells.cell
    ) as answer_id,
    cells.contribution_id,
    cells.question_id,
    contributions.reference,
    cells.cell,
    cells.status
from cells
join questions using (question_id)
join contributions using (contribution_id)
where questions.kind = 'open'
