-- One row per form of the question.
with

occurrences as (
    select unnest(forms) as form
    from readings
)

select
    $question as question_id,
    form,
    count(*) as occurrences
from occurrences
where form <> '.'
group by form
