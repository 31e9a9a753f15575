-- One row per question and term: those that shape clusters, and those that are no rarity. A word
-- that a few wrote can be a name.
select vocabulary.*
from found.vocabulary
semi join published on published.question_id = vocabulary.question_id
where vocabulary.kept or vocabulary.n_segments >= 5
