-- One row per export and repair: what was undone, or noted and left as it is, and how many times.
-- Gives: index.html, « Ce qui a été réparé ».
select
    source,
    repair,
    times
from repairs
order by source, repair
