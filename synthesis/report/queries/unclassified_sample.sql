-- One row per answer drawn among those no cluster holds, with its number of kept terms.
-- Drawn by digest of the seed and the answer: anyone draws the same, nobody chose them.
-- Gives: q/*.html, « Ce qui n’a pas été classé ».
-- Parameters: $question, a question_id; $seed, the setting `seed`; $drawn, how many.
with

drawn as (
    select
        assignments.answer_id,
        assignments.reference,
        sha256(concat($seed, assignments.answer_id)) as lot
    from assignments
    where assignments.question_id = $question
        and assignments.state = 'analysed'
        and assignments.cluster_id is null
    order by lot, assignments.answer_id
    limit $drawn
),

counted as (
    select
        drawn.answer_id,
        count(distinct terms.term) as terms
    from drawn
    join segments using (answer_id)
    join terms using (segment_id)
    group by drawn.answer_id
)

select
    drawn.answer_id,
    drawn.reference,
    answers.text,
    coalesce(counted.terms, 0) as terms
from drawn
join answers using (answer_id)
left join counted using (answer_id)
order by drawn.lot, drawn.answer_id
