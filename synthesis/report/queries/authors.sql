-- One row: distinct known authors, authors of several contributions, most contributions of one.
-- Gives: index.html, opening figures and « Qui a participé ».
-- The table `authors` stays out of the edition, so as not to tie contributions of one person
-- together: `doleances audit --from-sources` rebuilds it and checks these figures.
with

per_author as (
    select
        author_id,
        count(*) as contributions
    from authors
    group by author_id
)

select
    count(*) as authors,
    count(*) filter (where contributions > 1) as with_several,
    coalesce(max(contributions), 0) as most
from per_author
