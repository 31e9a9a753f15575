-- One row per analysed answer long enough to have been copied: the first answer with its words.
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
)

select
    answer_id,
    question_id,
    min(answer_id) over (partition by question_id, folded) as wording_id
from long_enough
