-- One row per kind of writing on platforms where people answer each other.
-- Gives: index.html, « Qui répond à qui ».
select
    kind,
    count(*) as contributions,
    count(parent_id) as answering,
    count(missing_parent) as orphans,
    coalesce(max(depth), 0) as deepest,
    coalesce(sum(in_favour), 0)::bigint as in_favour,
    coalesce(sum(against), 0)::bigint as against,
    coalesce(sum(support), 0)::bigint as support
from threads
left join votes using (contribution_id)
group by kind
order by contributions desc, kind
