-- One row per analysed answer whose text several people sent.
with

long_enough as (
    select
        texts.answer_id,
        texts.question_id,
        texts.folded
    from texts
    join states using (answer_id)
    where states.state = 'analysed'
        and len(string_split(texts.folded, ' ')) >= $min_family_words
),

shared as (
    select
        question_id,
        folded,
        min(answer_id) as family_id
    from long_enough
    group by question_id, folded
    having count(*) > 1
)

select
    long_enough.answer_id,
    long_enough.question_id,
    shared.family_id
from long_enough
join shared using (question_id, folded)
