-- One row per contribution with a known author. Authors are numbered in order of arrival, and two
-- platforms never share one; what the source calls them is not kept.
with

first_contribution as (
    select
        reader,
        author,
        min(contribution_id) as contribution_id
    from received
    where is_first and author is not null
    group by reader, author
),

numbered as (
    select
        reader,
        author,
        row_number() over (order by contribution_id) as author_id
    from first_contribution
)

select
    received.contribution_id,
    numbered.author_id
from received
join numbered using (reader, author)
where received.is_first
