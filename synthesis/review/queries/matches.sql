-- One row per match of a pattern in the words of answers, in the order asked for, from $offset on:
-- its slice. The words of answers in $masked are those of $unmasked: what was masked is not found.
with

mine as (
    select states.answer_id
    from states
    left join assignments using (answer_id)
    where states.question_id = $question
        and states.state = 'analysed'
        and (
            $clusters::integer[] is null
            or list_contains($clusters::integer[], assignments.cluster_id)
            or list_contains($into::bigint[], states.answer_id)
        )
        and not list_contains($out::bigint[], states.answer_id)
),

masked as (
    select
        unnest($masked::bigint[]) as answer_id,
        unnest($unmasked::varchar[]) as text
),

held as (
    select
        answers.answer_id,
        coalesce(masked.text, answers.text) as text
    from answers
    join mine using (answer_id)
    left join masked using (answer_id)
    where regexp_matches(coalesce(masked.text, answers.text), $pattern)
),

-- What lies between matches, and the matches, take turns: their lengths are the offsets.
cut as (
    select
        answer_id,
        text,
        list_transform(string_split_regex(text, $pattern), lambda piece: length(piece)) as between,
        list_transform(regexp_extract_all(text, $pattern), lambda piece: length(piece)) as sizes
    from held
),

found as (
    select
        answer_id,
        text,
        between,
        sizes,
        unnest(range(1, len(sizes) + 1)) as place
    from cut
),

sliced as (
    select
        answer_id,
        text,
        sizes[place] as size,
        (list_sum(between[1:place]) + coalesce(list_sum(sizes[1:place - 1]), 0))::integer as start,
        len(between) = len(sizes) + 1 as is_whole
    from found
),

keyed as (
    select
        answer_id,
        start,
        (start + size)::integer as stop,
        is_whole and size > 0 as is_found,
        case $sort
            when 'right' then folded(text[start + size + 1:start + size + 40])
            when 'left' then array_to_string(
                list_reverse(string_split(folded(text[greatest(start - 39, 1):start]), ' ')), ' '
            )
        end as context
    from sliced
)

select
    answer_id,
    start,
    stop,
    count(*) over () as times,
    bool_and(is_found) over () as are_found
from keyed
order by context, answer_id, start
limit $limit
offset $offset
