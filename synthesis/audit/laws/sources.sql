-- Les contributions d’un export ne sont pas celles qu’il compte.
select intake.source, any_value(intake.contributions) as counted, count(contribution_id) as listed
from intake
left join contributions on contributions.source = intake.source
group by intake.source
having listed <> any_value(intake.contributions)
order by intake.source
limit 1
