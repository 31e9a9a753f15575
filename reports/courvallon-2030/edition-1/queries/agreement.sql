-- One row per question and pair of coders: on how many texts, agreement and its 95 % interval.
-- Gives: index.html, « Résumé » and « Fiabilité »; q/*.html, agreement.
-- Reads: tables/agreement.parquet.
-- Printed on: index.html, q/901.html, q/904.html, q/906.html.
select
    question_id,
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
order by question_id, one = 'people' desc, one = 'machine' or other = 'machine', one, other
