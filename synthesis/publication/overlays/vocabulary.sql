-- One row per question and term: those that shape clusters, and those that are no rarity. A word
-- that a few wrote can be a name; so can one that is found under masks only.
with

shown as (
    select distinct
        answers.question_id,
        terms.term
    from terms
    join segments using (segment_id)
    join answers using (answer_id)
)

select vocabulary.*
from found.vocabulary
semi join published on published.question_id = vocabulary.question_id
left join shown
    on shown.question_id = vocabulary.question_id and shown.term = vocabulary.term
where shown.term is not null or (not vocabulary.kept and vocabulary.n_segments >= 5)
