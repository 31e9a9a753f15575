-- One row per term or repeated expression of a question: the analysed answers that hold it.
-- Gives: q/*.html, « Ce qui est dit »; q/*-concordance.html, the counts beside each term.
-- Parameter: $question, a question_id.
select
    kind,
    term,
    label,
    answers
from keywords
where question_id = $question
order by kind, answers desc, term
