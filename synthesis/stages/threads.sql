-- One row per contribution to a platform where people write to each other: what it answers, how
-- deep in its thread. What answers something that no export holds is an orphan, with its reference.
with recursive

said as (
    select
        contribution_id,
        dataset,
        native_id,
        kind,
        parent,
        try_cast(paragraph as integer) as paragraph,
        nullif(trim(stance), '') as stance
    from received
    where taken_as = 'contribution' and (kind is not null or parent is not null)
),

answering as (
    select
        said.*,
        parents.contribution_id as parent_id
    from said
    left join said as parents
        on parents.dataset = said.dataset
        and parents.native_id = said.parent
),

-- From the tops down: what hangs on itself, by a fault of the export, is never reached.
placed as (
    select
        contribution_id,
        contribution_id as root_id,
        0 as depth
    from answering
    where parent_id is null

    union all

    select
        answering.contribution_id,
        placed.root_id,
        placed.depth + 1 as depth
    from answering
    join placed on answering.parent_id = placed.contribution_id
)

select
    answering.contribution_id,
    coalesce(answering.kind, 'answer') as kind,
    answering.parent_id,
    case when answering.parent_id is null then answering.parent end as missing_parent,
    placed.root_id,
    placed.depth,
    answering.paragraph,
    answering.stance
from answering
left join placed using (contribution_id)
