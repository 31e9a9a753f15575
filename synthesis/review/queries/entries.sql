-- One row per segment of the question and kept term, in order: the rank of the term among them.
with

kept as (
    select
        term,
        (row_number() over (order by term) - 1)::integer as rank
    from vocabulary
    where question_id = $question and kept
)

select
    terms.segment_id,
    kept.rank
from terms
join kept using (term)
join memberships using (segment_id)
where memberships.question_id = $question
order by terms.segment_id, kept.rank
