-- One row per text sent several times, to one question or several, on one platform or several.
select
    copies.family_id,
    count(*) as answers,
    count(distinct authors.author_id) as known_authors,
    count(*) filter (where authors.author_id is null) as of_unknown,
    count(distinct copies.question_id) as questions,
    count(distinct contributions.source) as sources,
    copies.family_id as answer_id
from copies
join texts using (answer_id)
join contributions on contributions.contribution_id = texts.contribution_id
left join authors on authors.contribution_id = texts.contribution_id
group by copies.family_id
