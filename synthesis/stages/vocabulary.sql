-- One row per term of the question: its forms, its counts, whether it is kept and why not.
with

occurrences as (
    select
        segment_id,
        unnest(forms) as form
    from readings
),

counted as (
    select
        forms.term,
        count(distinct occurrences.segment_id) as n_segments,
        count(*) as n_occurrences
    from occurrences
    join forms using (form)
    group by forms.term
),

-- A compound of several terms names none of them, only the part of it that each one is.
named as (
    select
        *,
        case
            when count(*) over (partition by form) = 1 then form
            else list_filter(
                string_split(form, '-'),
                lambda part: starts_with(folded(part), left(term, 3))
            )[1]
        end as name
    from forms
),

gathered as (
    select
        term,
        any_value(reason) as reason,
        list(form order by occurrences desc, form) as forms,
        list(name order by (name = form) desc, occurrences desc, name)
            filter (where name is not null)[1] as name
    from named
    group by term
),

size as (
    select
        case
            when count(*) < $small_question then $min_term_segments_small
            else $min_term_segments
        end as enough
    from segments
)

select
    $question as question_id,
    counted.term,
    -- A listed expression is its own label; a single word is shown as most people write it.
    case when counted.term like '% %' and gathered.reason is null then counted.term
        else coalesce(gathered.name, counted.term)
    end as label,
    array_to_string(gathered.forms, ', ') as forms,
    counted.n_segments,
    counted.n_occurrences,
    gathered.reason is null and counted.n_segments >= size.enough as kept,
    case
        when gathered.reason is not null then gathered.reason
        when counted.n_segments < size.enough then 'rare'
    end as reason
from counted
join gathered using (term)
cross join size
