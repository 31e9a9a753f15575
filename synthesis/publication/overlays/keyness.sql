-- One row per cluster and term of the vocabulary that is published.
select keyness.*
from found.keyness
semi join vocabulary using (question_id, term)
