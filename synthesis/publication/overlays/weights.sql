-- One row per cluster and term of the vocabulary that is published.
select weights.*
from found.weights
semi join vocabulary using (question_id, term)
