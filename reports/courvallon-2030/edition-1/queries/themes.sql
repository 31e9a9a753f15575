-- One row per theme, in the order of the edition: what people named, and what a rule says.
-- Gives: index.html, « Thèmes »; q/*.html, names, definitions and rules.
-- Reads: tables/themes.parquet.
-- Printed on: q/901.html, q/904.html, q/906.html, q/sujets-1.html, q/sujets.html, q/sujets-2.html, q/sujets-3.html, q/reactions-1.html, q/reactions-2.html, q/reactions-3.html, q/commentaires-1.html, q/commentaires-2.html, q/commentaires-3.html.
select
    question_id,
    theme_id,
    kind,
    source,
    parent_id,
    position,
    label_fr,
    coalesce(label_en, '') as label_en,
    coalesce(definition_fr, '') as definition_fr,
    coalesce(definition_en, '') as definition_en,
    coalesce(includes, '') as includes,
    coalesce(excludes, '') as excludes,
    rule
from themes
order by question_id, position, theme_id
