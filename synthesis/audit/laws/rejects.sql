-- Les lignes refusées d’un export ne sont pas celles qu’il compte.
select intake.source, any_value(intake.refused) as refused, any_value(intake.repeats) as repeats, count(rejects.source) as listed
from intake
left join rejects using (source)
group by intake.source
having listed <> any_value(intake.refused) + any_value(intake.repeats)
order by intake.source
limit 1
