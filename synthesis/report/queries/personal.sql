-- One row per kind of thing that may say who somebody is, found in published answers.
-- Gives: index.html, « À décider avant de publier ».
-- Its table stays out of the edition: it would point at what a person may decide to hide.
select
    kind,
    count(*) as slices,
    count(distinct answer_id) as answers
from personal
group by kind
order by kind
