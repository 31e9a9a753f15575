-- One row per occurrence of a run of forms, in the order asked for, from $offset on: its segment,
-- and the place of its first form there. A step of the run is any of the forms it may be. The words
-- of answers in $masked are those of $unmasked: what was masked is not found.
with

mine as (
    select memberships.segment_id
    from memberships
    join states using (answer_id)
    left join assignments using (answer_id)
    where memberships.question_id = $question
        and (
            $clusters::integer[] is null
            or list_contains($clusters::integer[], assignments.cluster_id)
            or list_contains($into::bigint[], memberships.answer_id)
        )
        and not list_contains($out::bigint[], memberships.answer_id)
),

masked as (
    select
        unnest($masked::bigint[]) as segment_id,
        unnest($unmasked::varchar[][]) as forms
),

asked as (
    select
        $steps::varchar[][] as steps,
        len($steps::varchar[][]) as size
),

read as (
    select
        readings.segment_id,
        coalesce(masked.forms, readings.forms) as forms
    from readings
    join mine using (segment_id)
    cross join asked
    left join masked using (segment_id)
    where list_has_any(readings.forms, asked.steps[1])
),

found as (
    select
        read.segment_id,
        read.forms,
        asked.size,
        unnest(list_filter(
            range(1, len(read.forms) - asked.size + 2),
            lambda place: list_bool_and(list_transform(
                range(0, asked.size),
                lambda step: list_contains(asked.steps[step + 1], read.forms[place + step])
            ))
        )) as place
    from read
    cross join asked
),

keyed as (
    select
        segment_id,
        place,
        case $sort
            when 'right' then strip_accents(array_to_string(
                forms[place + size:place + size + 5], ' '
            ))
            when 'left' then strip_accents(array_to_string(
                list_reverse(forms[greatest(place - 5, 1):place - 1]), ' '
            ))
        end as context
    from found
)

select
    segment_id,
    place,
    count(*) over () as times
from keyed
order by context, segment_id, place
limit $limit
offset $offset
