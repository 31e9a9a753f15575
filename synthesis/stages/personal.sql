-- One row per slice of a published answer that may say who somebody is, for a person to decide.
-- Patterns only: what they find may be nobody's, and names without « M. » are not found.
with

patterns as (
    select *
    from (values
        ('email', '[\w.+-]+@[\w-]+(?:\.[\w-]+)+'),
        ('phone', '(?:\+33|0033|\b0)[ .-]?(?:\(0\))?[1-9](?:[ .\x{a0}\x{202f}-]?[0-9]{2}){4}\b'),
        ('iban', '\b[A-Z]{2}[0-9]{2}(?:[ ]?[0-9A-Z]{4}){3,7}(?:[ ]?[0-9A-Z]{1,3})?\b'),
        ('social_security', '\b[12][ .]?[0-9]{2}[ .]?(?:0[1-9]|1[0-2])[ .]?(?:[0-9]{2}|2[AB])[ .]?'
            || '[0-9]{3}[ .]?[0-9]{3}(?:[ .]?[0-9]{2})?\b'),
        ('address', '(?i)\b[0-9]{1,4}(?:[ ]?(?:bis|ter))?,?[ ](?:rue|avenue|av\.|boulevard|bd|impasse|'
            || 'chemin|allée|place|quai|route|square|cours|lotissement)[ ][^\s,;.]+'
            || '(?:[ ][^\s,;.]+){0,3}'),
        ('account', '(?:^|\s)@[A-Za-z0-9_]{3,30}\b'),
        ('name', '\b(?:M\.|MM\.|Mr\.?|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr\.?|Maître)[ \x{a0}]'
            || '[A-ZÀ-Ý][\wà-ÿ-]+(?:[ \x{a0}][A-ZÀ-Ý][\wà-ÿ-]+)?')
    ) as patterns(kind, pattern)
),

found as (
    select
        answers.answer_id,
        answers.question_id,
        answers.reference,
        answers.text,
        patterns.kind,
        unnest(list_distinct(regexp_extract_all(answers.text, patterns.pattern))) as slice
    from answers
    cross join patterns
    where case patterns.kind
        when 'email' then contains(answers.text, '@')
        when 'account' then contains(answers.text, '@')
        when 'name' then true
        else regexp_matches(answers.text, '[0-9]')
    end
)

select
    answer_id,
    question_id,
    reference,
    kind,
    (strpos(text, slice) - 1)::integer as start,
    max(strpos(text, slice) - 1 + length(slice))::integer as stop
from found
-- « Monsieur le Président » names an office.
where not regexp_matches(slice, '^(?:Monsieur|Madame|M\.|Mme)[ \x{a0}](?:Le|La|Les|Macron)\b')
group by answer_id, question_id, reference, kind, start
