-- One row per thing that changed between two exports: of the contribution, or of this answer.
select
    change,
    before_source,
    source
from changes
where contribution_id = $contribution
    and question_id in ('', $question)
order by source, change
