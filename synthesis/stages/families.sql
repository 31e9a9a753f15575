-- One row per text that several people sent.
select
    copies.family_id,
    count(*) as answers,
    count(distinct authors.author_id) + count(*) filter (where authors.author_id is null) as authors,
    copies.family_id as answer_id
from copies
join texts using (answer_id)
left join authors using (contribution_id)
group by copies.family_id
