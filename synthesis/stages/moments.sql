-- One row per contribution and thing that happened to it at a time the source gives. Without a
-- zone the time is taken as written, and `zone` is null: French platforms write local time.
with

happened as (
    select contribution_id, 'created' as event, date as written
    from received where taken_as = 'contribution'
    union all
    select contribution_id, 'published' as event, published as written
    from received where taken_as = 'contribution'
    union all
    select contribution_id, 'updated' as event, updated as written
    from received where taken_as = 'contribution'
)

select
    contribution_id,
    event,
    coalesce(
        try_cast(left(replace(written, 'T', ' '), 19) as timestamp),
        try_strptime(left(written, 19), '%d/%m/%Y %H:%M:%S'),
        try_strptime(left(written, 10), '%d/%m/%Y')
    ) as moment,
    nullif(regexp_extract(written, '(UTC|Z|[+-][0-9]{2}:?[0-9]{2})$', 1), '') as zone
from happened
where moment is not null
