-- One row per segment and kept term: the incidence the clusters are made from.
with

occurrences as (
    select
        segment_id,
        unnest(forms) as form
    from readings
)

select distinct
    occurrences.segment_id,
    vocabulary.term
from occurrences
join forms using (form)
join vocabulary using (term)
where vocabulary.kept
