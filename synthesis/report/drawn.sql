-- One row per keyword and answer drawn to show it: the same draw for the same seed.
with

held as (
    select
        answer_id,
        unnest(forms) as form
    from readings
),

term_answers as (
    select distinct
        keywords.term,
        held.answer_id
    from keywords
    join forms on forms.term = keywords.term and forms.reason is null
    join held using (form)
    where keywords.kind = 'term'
),

written as (
    select
        answer_id,
        ' ' || replace(array_to_string(forms, ' '), ''' ', '''') || ' ' as words
    from readings
),

expression_answers as (
    select distinct
        keywords.term,
        written.answer_id
    from keywords
    join written on contains(written.words, keywords.term)
    where keywords.kind = 'expression'
),

drawn as (
    select
        term,
        answer_id,
        sha256($seed::varchar || '-' || answer_id::varchar) as draw
    from (select * from term_answers union select * from expression_answers)
    qualify row_number() over (partition by term order by draw, answer_id) <= $limit
)

select
    drawn.term,
    answers.reference,
    answers.text
from drawn
join answers using (answer_id)
order by drawn.term, drawn.draw, drawn.answer_id
