-- One row per analysed answer: among how many its author, and its family of copies, share a voice.
select
    assignments.question_id,
    assignments.answer_id,
    case when authors.author_id is not null then
        count(*) over (partition by assignments.question_id, authors.author_id)
    end as author_answers,
    case when assignments.family_id is null then 1 else
        count(*) over (partition by assignments.question_id, assignments.family_id)
    end as family_answers
from assignments
left join authors using (contribution_id)
where assignments.state = 'analysed'
