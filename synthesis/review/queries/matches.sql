-- One row per match of a pattern in the words of answers, in the order asked for, from $offset on:
-- its slice. The words of answers in $masked are those of $unmasked: what was masked is not found.
with

mine as (
    select answer_id
    from states
    where question_id = $question
        and state = 'analysed'
        and (
            $answers::bigint[] is null
            or answer_id in (select unnest($answers::bigint[]))
        )
),

masked as (
    select
        unnest($masked::bigint[]) as answer_id,
        unnest($unmasked::varchar[]) as text
),

-- Of a cluster, its words first; of all, the pattern first: few answers hold it.
within as materialized (
    select
        answer_id,
        text
    from answers
    where $answers::bigint[] is not null
        and answer_id in (select unnest($answers::bigint[]))
),

held as (
    select
        answer_id,
        text
    from answers
    where $answers::bigint[] is null
        and question_id = $question
        and regexp_matches(text, $pattern)
        and answer_id not in (select answer_id from masked)

    union all

    select
        answer_id,
        text
    from within
    where regexp_matches(text, $pattern)
        and answer_id not in (select answer_id from masked)

    union all

    select
        answer_id,
        text
    from masked
    where regexp_matches(text, $pattern)
),

-- What lies between matches, and the matches, take turns: their lengths are the offsets.
cut as (
    select
        answer_id,
        text,
        list_transform(string_split_regex(text, $pattern), lambda piece: length(piece)) as between,
        list_transform(regexp_extract_all(text, $pattern), lambda piece: length(piece)) as sizes
    from held
    where answer_id in (select answer_id from mine)
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
