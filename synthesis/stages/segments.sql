-- One row per segment: methods/segmentation.py in SQL, all answers of the question at once.
-- An answer of at most $segment_size words is one segment; longer ones are cut step by step.
with recursive

analysed as (
    select
        answers.answer_id,
        answers.text,
        len(regexp_extract_all(answers.text, '[^ ]+')) as words
    from answers
    join states using (answer_id)
    where states.question_id = $question
        and answers.question_id = $question
        and states.state = 'analysed'
),

pieces as (
    select
        answer_id,
        unnest(regexp_extract_all(text, ' *[^ ]+')) as piece,
        generate_subscripts(regexp_extract_all(text, ' *[^ ]+'), 1) as place
    from analysed
    where words > $segment_size
),

placed as (
    select
        answer_id,
        (place - 1) // 4000 as block,
        place,
        sum(length(piece)) over (partition by answer_id order by place)::integer as stop,
        length(ltrim(piece, ' ')) as size,
        case right(piece, 1)
            when '.' then 6.0 when '?' then 6.0 when '!' then 6.0 when '…' then 6.0
            when ':' then 5.0 when ';' then 4.0 when ',' then 1.0
            else 0.01
        end::double as strength
    from pieces
),

long_answers as (
    select
        answer_id,
        block,
        list(stop - size order by place) as starts,
        list(stop order by place) as stops,
        list(strength order by place) as strengths,
        count(*) as words,
        $segment_size + floor(0.4 * $segment_size)::integer as reach
    from placed
    group by answer_id, block
),

cuts as (
    select
        answer_id,
        block,
        0 as first,
        0 as last
    from long_answers

    union all

    select
        cuts.answer_id,
        cuts.block,
        cuts.last as first,
        case
            when long_answers.words - cuts.last <= long_answers.reach then long_answers.words
            else cuts.last + (
                with scores as (
                    select list_transform(
                        long_answers.strengths[cuts.last + 1:cuts.last + long_answers.reach],
                        lambda strength, place: strength / (abs(place - $segment_size) + 1)
                    ) as values
                )
                select list_position(values, list_max(values)) from scores
            )
        end as last
    from cuts
    join long_answers using (answer_id, block)
    where cuts.last < long_answers.words
),

slices as (
    select
        cuts.answer_id,
        long_answers.starts[cuts.first + 1] as start,
        long_answers.stops[cuts.last] as stop
    from cuts
    join long_answers using (answer_id, block)
    where cuts.last > 0

    union all

    select
        answer_id,
        length(text) - length(ltrim(text, ' ')) as start,
        length(rtrim(text, ' ')) as stop
    from analysed
    where words <= $segment_size
)

select
    answer_id * 1000000 + row_number() over (partition by answer_id order by start) as segment_id,
    answer_id,
    start::integer as start,
    stop::integer as stop
from slices
