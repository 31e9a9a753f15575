-- Une famille de copies n’a pas les copies qu’elle compte, ou plus d’auteurs que de copies.
select families.family_id, any_value(families.answers) as counted, count(assignments.answer_id) as listed
from families
left join assignments on assignments.family_id = families.family_id
group by families.family_id
having listed > any_value(families.answers)
    or any_value(known_authors) + any_value(of_unknown) > any_value(families.answers)
order by families.family_id
limit 1
