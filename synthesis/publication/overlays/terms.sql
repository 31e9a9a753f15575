-- One row per segment and kept term, none of a segment that a mask touches: a stem would tell what
-- the mask hides.
with

touched as (
    select distinct segments.segment_id
    from segments
    join masks
        on masks.answer_id = segments.answer_id
        and masks.start < segments.stop
        and masks.stop > segments.start
)

select terms.*
from found.terms
semi join segments using (segment_id)
anti join touched using (segment_id)
