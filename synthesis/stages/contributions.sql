-- One row per contribution: who deposited it, of what kind and when, as far as the source says.
with

located as (
    select
        *,
        -- A spreadsheet drops the leading zero of 01000.
        case
            when regexp_full_match(postal_code, '[0-9]{4}') then '0' || postal_code
            when regexp_full_match(postal_code, '[0-9]{5}') then postal_code
        end as code
    from received
    where taken_as = 'contribution'
),

placed as (
    select
        *,
        case
            when left(code, 2) in ('97', '98') then left(code, 3)
            when left(code, 3) in ('200', '201') then '2A'
            when left(code, 3) in ('202', '206') then '2B'
            when left(code, 2) between '01' and '95' and left(code, 2) <> '20' then left(code, 2)
        end as department
    from located
)

select
    contribution_id,
    reference,
    source,
    author_type,
    department,
    coalesce(
        try_cast(left(date, 10) as date),
        try_strptime(left(date, 10), '%d/%m/%Y')::date
    ) as day,
    author is not null as author_known
from placed
