-- One row per theme, in the order of the edition: what people named, and what a rule says.
-- Gives: index.html, « Thèmes »; q/*.html, names, definitions and rules.
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
