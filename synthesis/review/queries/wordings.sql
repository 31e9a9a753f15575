-- One row per analysed answer of the question: the first answer of it with the same folded text.
with

analysed as (
    select answer_id
    from states
    where question_id = $question and state = 'analysed'
),

said as (
    select
        analysed.answer_id,
        coalesce(wordings.folded, folded(answers.text)) as folded
    from analysed
    join answers using (answer_id)
    left join wordings using (answer_id)
),

-- Partitions by a digest of the words: their own would take the memory of the corpus.
known as (
    select
        answer_id,
        md5_number(folded) as digest
    from said
)

select
    answer_id,
    min(answer_id) over (partition by digest) as wording_id
from known
order by answer_id
