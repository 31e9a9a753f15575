-- One row per form asked for and term it counts as in the question; why it is set aside, if it is.
select
    forms.form,
    forms.term,
    coalesce(vocabulary.label, forms.term) as label,
    coalesce(vocabulary.kept, false) as kept,
    coalesce(vocabulary.reason, forms.reason) as reason,
    vocabulary.n_segments
from forms
left join vocabulary using (question_id, term)
where forms.question_id = $question
    and forms.form in (select unnest($forms::varchar[]))
order by forms.form, forms.term
