-- One row per thing that changed between two snapshots of a contribution, from one that has it to
-- the next: words edited, state changed; and who is absent of a later snapshot that has others.
-- Question '' is the contribution itself.
with

-- Of each contribution in several sources, its rows in order; the first of each source.
firsts as (
    select *
    from received
    where taken_as in ('contribution', 'overlap')
        and contribution_id in (select contribution_id from received where taken_as = 'overlap')
    qualify row_number() over (partition by contribution_id, source_number order by row) = 1
),

versions as (
    select
        contribution_id,
        source_number,
        source,
        status,
        lag(source_number) over (partition by contribution_id order by source_number)
            as before_number,
        lag(source) over (partition by contribution_id order by source_number) as before_source,
        lag(status) over (partition by contribution_id order by source_number) as before_status
    from firsts
),

words as (
    select
        received.contribution_id,
        received.source_number,
        entries.question_id,
        string_agg(trim(coalesce(entries.text, '')), chr(10) order by received.row) as words
    from received
    join entries using (source_number, row)
    where received.taken_as <> 'repeat'
        and received.contribution_id in (select contribution_id from versions)
    group by received.contribution_id, received.source_number, entries.question_id
),

edited as (
    select
        versions.contribution_id,
        now.question_id,
        'edited' as change,
        versions.before_source,
        versions.source
    from versions
    join words as now using (contribution_id, source_number)
    join words as former
        on former.contribution_id = versions.contribution_id
        and former.source_number = versions.before_number
        and former.question_id = now.question_id
    where now.words <> former.words
),

moved as (
    select
        contribution_id,
        '' as question_id,
        case
            when status = 'published' then 'restored'
            when before_status <> 'published' then 'state'
            else 'withdrawn'
        end as change,
        before_source,
        source
    from versions
    where before_status <> status
),

-- Two sources that share a contribution are snapshots of one thing.
following as (
    select distinct
        earlier.source_number as before_number,
        later.source_number as source_number
    from versions as earlier
    join versions as later
        on later.contribution_id = earlier.contribution_id
        and later.source_number > earlier.source_number
),

next_snapshot as (
    select
        before_number,
        min(source_number) as source_number
    from following
    group by before_number
),

sources as (
    select distinct
        source_number,
        source
    from received
),

absent as (
    select
        received.contribution_id,
        '' as question_id,
        'absent' as change,
        received.source as before_source,
        sources.source
    from received
    join next_snapshot on next_snapshot.before_number = received.source_number
    join sources on sources.source_number = next_snapshot.source_number
    where received.taken_as in ('contribution', 'overlap')
        and not exists (
            from received as theirs
            where theirs.contribution_id = received.contribution_id
                and theirs.source_number = next_snapshot.source_number
        )
    qualify row_number() over (partition by received.contribution_id, received.source_number
        order by received.row) = 1
)

select
    contribution_id,
    question_id,
    change,
    before_source,
    source
from (from edited union all from moved union all from absent)
