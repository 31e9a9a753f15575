-- Une réponse analysée n’a pas sa voix, ou une famille n’y est pas comptée comme elle est.
with

analysed as (
    select
        question_id,
        answer_id,
        case when family_id is null then 1
            else count(*) over (partition by question_id, family_id) end as family_answers
    from assignments
    where state = 'analysed'
)

select coalesce(analysed.answer_id, voices.answer_id) as answer_id,
    voices.family_answers as told, analysed.family_answers as counted
from analysed
full join voices using (question_id, answer_id)
where voices.family_answers is distinct from analysed.family_answers
    or voices.author_answers < 1
order by 1
limit 1
