-- One row per row of a sheet; a row given twice has no contribution of its own.
with

identified as (
    select
        *,
        coalesce(
            nullif(trim(native_id), ''), nullif(trim(reference), ''), 'row ' || row
        ) as identity
    from sheets
),

first_seen as (
    select
        *,
        -- A source that gives a contribution twice means the same one.
        row_number() over (
            partition by source_number, identity order by row
        ) = 1 as is_first
    from identified
),

numbered as (
    select
        source_number,
        identity,
        row_number() over (order by source_number, row) as contribution_id
    from first_seen
    where is_first
)

select
    first_seen.source_number,
    first_seen.source,
    first_seen.reader,
    first_seen.is_long,
    first_seen.row,
    first_seen.line,
    numbered.contribution_id,
    -- Long sheets say one contribution in several rows: none of them is a repeat.
    first_seen.is_first or first_seen.is_long as is_taken,
    first_seen.is_first,
    coalesce(nullif(trim(first_seen.reference), ''), nullif(trim(first_seen.native_id), ''),
        first_seen.row::varchar) as reference,
    nullif(trim(first_seen.author), '') as author,
    nullif(trim(first_seen.author_type), '') as author_type,
    nullif(trim(first_seen.postal_code), '') as postal_code,
    nullif(trim(first_seen.date), '') as date,
    case
        when nullif(trim(first_seen.status), '') is not null then trim(first_seen.status)
        when lower(trim(first_seen.trashed)) in ('true', '1', 'oui', 'yes', 'vrai') then 'moderated'
        else 'published'
    end as status
from first_seen
join numbered using (source_number, identity)
