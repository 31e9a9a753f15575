-- One row per contribution and label: a category the source files it under, or a tag.
with

labelled as (
    select
        contribution_id,
        'category' as kind,
        unnest(string_split(category, chr(10))) as label
    from received
    where taken_as = 'contribution' and category is not null

    union all

    select
        contribution_id,
        'tag' as kind,
        unnest(string_split(tags, chr(10))) as label
    from received
    where taken_as = 'contribution' and tags is not null
)

select distinct
    contribution_id,
    kind,
    trim(label) as label
from labelled
where trim(label) <> ''
