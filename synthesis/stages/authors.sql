-- One row per contribution with a known author. Authors are numbered in order of arrival, and two
-- platforms never share one. What the source calls them is not kept: only a digest that nobody can
-- make without the key.
with

first_contribution as (
    select
        reader,
        author,
        min(contribution_id) as contribution_id
    from received
    where taken_as = 'contribution' and author is not null
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
    numbered.author_id,
    received.author as digest
from received
join numbered using (reader, author)
where received.taken_as = 'contribution'
