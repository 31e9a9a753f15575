-- One row per row of a sheet: the contribution it belongs to, and what it is of it.
-- A contribution is told by the identifier its dataset gives it; where the identifier kept is
-- missing, by the one shown. Of several snapshots the last one listed describes it.
with

named as (
    select
        *,
        -- Tabs and no-break spaces hide at both ends; neither shows on a screen.
        nullif(trim(native_id, chr(9) || chr(10) || chr(13) || ' ' || chr(160)), '') as kept,
        nullif(trim(reference, chr(9) || chr(10) || chr(13) || ' ' || chr(160)), '') as shown
    from sheets
),

-- A snapshot with both identifiers says which kept one the shown one is, in another with that alone.
same as (
    select
        dataset,
        shown,
        min(kept) as kept
    from named
    where kept is not null and shown is not null
    group by dataset, shown
    having count(distinct kept) = 1
),

identified as (
    select
        named.*,
        coalesce(
            named.kept, same.kept, named.shown, 'row ' || named.source_number || ' ' || named.row
        ) as identity
    from named
    left join same using (dataset, shown)
),

-- A request names a contribution by any identifier it ever had, in any snapshot; a row number, of
-- which every export has the same, only with its export.
requested as (
    select distinct
        identified.dataset,
        identified.identity
    from withdrawals
    join identified
        on withdrawals.reference in (identified.shown, identified.kept)
        or (
            withdrawals.reference = identified.row::varchar
            and withdrawals.source = identified.source
            and identified.shown is null
            and identified.kept is null
        )
    where withdrawals.source in ('', identified.source)
),

placed as (
    select
        *,
        row_number() over (
            partition by dataset, identity, source_number order by row
        ) = 1 as is_first_of_source,
        source_number = max(source_number) over (
            partition by dataset, identity
        ) as is_of_last_source
    from identified
),

numbered as (
    select
        dataset,
        identity,
        row_number() over (order by min(source_number * 1000000000000 + row)) as contribution_id
    from placed
    group by dataset, identity
)

select
    placed.source_number,
    placed.source,
    placed.reader,
    placed.dataset,
    placed.is_long,
    placed.row,
    placed.line,
    numbered.contribution_id,
    case
        when not placed.is_first_of_source and not placed.is_long then 'repeat'
        when not placed.is_of_last_source then 'overlap'
        when placed.is_first_of_source then 'contribution'
        else 'further'
    end as taken_as,
    coalesce(placed.shown, placed.kept, placed.row::varchar) as reference,
    placed.identity as native_id,
    nullif(trim(placed.parent), '') as parent,
    nullif(trim(placed.author), '') as author,
    nullif(trim(placed.author_type), '') as author_type,
    nullif(trim(placed.postal_code), '') as postal_code,
    nullif(trim(placed.date), '') as date,
    nullif(trim(placed.published), '') as published,
    nullif(trim(placed.updated), '') as updated,
    nullif(trim(placed.kind), '') as kind,
    nullif(trim(placed.title), '') as title,
    placed.paragraph,
    placed.stance,
    placed.place,
    placed.place_code,
    placed.place_level,
    placed.place_of,
    placed.category,
    placed.tags,
    placed.in_favour,
    placed.against,
    placed.support,
    placed.endorsements,
    placed.cast_for,
    placed.cast_against,
    placed.comments,
    nullif(trim(placed.lang), '') as lang,
    nullif(trim(placed.declared), '') as declared,
    case
        when requested.identity is not null then 'requested'
        when nullif(trim(placed.status), '') is not null then trim(placed.status)
        when lower(trim(placed.trashed)) in ('true', '1', 'oui', 'yes', 'vrai') then 'moderated'
        else 'published'
    end as status
from placed
join numbered using (dataset, identity)
left join requested using (dataset, identity)
