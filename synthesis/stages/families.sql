-- One row per text sent several times.
select
    copies.family_id,
    count(*) as answers,
    count(distinct authors.author_id) as known_authors,
    count(*) filter (where authors.author_id is null) as of_unknown,
    copies.family_id as answer_id
from copies
join texts using (answer_id)
left join authors using (contribution_id)
group by copies.family_id
