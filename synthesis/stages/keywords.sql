-- One row per term or repeated expression: how many analysed answers hold it, before any cluster.
with

occurrences as (
    select
        answer_id,
        unnest(forms) as form
    from readings
),

analysed as (
    select count(distinct answer_id) as answers
    from segments
),

term_answers as (
    select
        'term' as kind,
        vocabulary.term,
        any_value(vocabulary.label) as label,
        count(distinct occurrences.answer_id) as answers
    from occurrences
    join forms using (form)
    join vocabulary using (term)
    where vocabulary.reason is null
    group by vocabulary.term
),

sizes as (
    select unnest(range(2, $max_expression_words + 1)) as size
),

runs as (
    select
        readings.answer_id,
        unnest(list_transform(
            range(1, len(readings.forms) - sizes.size + 2),
            lambda place: readings.forms[place:place + sizes.size - 1]
        )) as words
    from readings
    cross join sizes
),

content as (
    select distinct form
    from forms
    where reason is null
),

expressions as (
    select
        runs.words,
        runs.answer_id,
        coalesce(copies.family_id, runs.answer_id) as wording_id
    from runs
    left join copies using (answer_id)
    where not list_contains(words, '.')
        and words[1] in (select form from content)
        and words[-1] in (select form from content)
),

expression_answers as (
    select
        'expression' as kind,
        words,
        replace(array_to_string(words, ' '), ''' ', '''') as term,
        replace(array_to_string(words, ' '), ''' ', '''') as label,
        count(distinct answer_id) as answers
    from expressions
    group by words
    -- Copies of one text are one way of saying it: an appeal is not fifteen expressions.
    having count(distinct wording_id) >= $min_expression_answers
),

-- « garder la grande » says nothing that « garder la grande halle » does not, where nearly all
-- who write the one write the other.
parts as (
    select
        expression_answers.answers,
        unnest(list_transform(
            range(1, len(expression_answers.words) - sizes.size + 2),
            lambda place: expression_answers.words[place:place + sizes.size - 1]
        )) as words
    from expression_answers
    join sizes on sizes.size < len(expression_answers.words)
),

longer as (
    select
        words,
        max(answers) as answers
    from parts
    group by words
),

longest as (
    select
        expression_answers.kind,
        expression_answers.term,
        expression_answers.label,
        expression_answers.answers
    from expression_answers
    left join longer using (words)
    where longer.answers is null
        or longer.answers < $nested_share * expression_answers.answers
),

ranked as (
    select
        *,
        row_number() over (partition by kind order by answers desc, term) as place
    from (select * from term_answers union all select * from longest)
)

select
    $question as question_id,
    kind,
    term,
    label,
    ranked.answers,
    ranked.answers / analysed.answers as share
from ranked
cross join analysed
where place <= $keywords
