-- One row, where the contribution answers others or is answered: its place in the thread, and votes.
select
    threads.kind,
    parents.reference as parent,
    threads.missing_parent,
    roots.reference as root,
    threads.depth,
    threads.stance,
    votes.in_favour,
    votes.against,
    votes.support
from threads
left join contributions as parents on parents.contribution_id = threads.parent_id
left join contributions as roots on roots.contribution_id = threads.root_id
left join votes on votes.contribution_id = threads.contribution_id
where threads.contribution_id = $contribution
