-- One row per contribution with a title that may be shown.
select
    contribution_id,
    title
from received
where taken_as = 'contribution' and title is not null and status = 'published'
