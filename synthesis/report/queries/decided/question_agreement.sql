-- One row per pair of coders of a question, machine included: how far they agree on the texts coded
-- blind, drawn at random. `people`: all people together.
-- Gives: q/*.html, « Fiabilité du codage ».
-- Parameter: $question, a question_id.
select
    one,
    other,
    units,
    raw,
    raw_low,
    raw_high,
    kappa,
    kappa_low,
    kappa_high,
    alpha,
    alpha_low,
    alpha_high,
    resamples
from agreement
where question_id = $question
order by one, other
