-- One row: the digest of what the run found, of all questions: clusters, and states of answers.
with

told as (
    select concat_ws(' ', 'cluster', question_id, cluster_id, digest) as line from clusters
    union all
    select concat_ws(' ', 'state', question_id, state, answers) as line from ledger
)

select sha256(string_agg(line, chr(10) order by line)) as run
from told
