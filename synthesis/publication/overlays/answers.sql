-- One row per published answer that is not empty. What would say who somebody is shows as so many
-- █: every offset into the text stays what it was.
select
    answers.* replace (coalesce(masked.text, answers.text) as text)
from found.answers
left join masked using (answer_id)
semi join published on published.question_id = answers.question_id
