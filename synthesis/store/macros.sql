-- text.py in SQL: the same normal form, folding and tokens, where the corpus is walked.
create or replace macro normal(t) as
    replace(replace(
        translate(lower(nfc_normalize(t)), '’‘ʼ`´' || chr(160) || chr(8239), '''''''''''' || '  '),
        'œ', 'oe'), 'æ', 'ae');

-- Lower case, and what French writes with an accent without it, one plain replacement each: most
-- texts are ASCII then, on which what knows all of Unicode costs next to nothing.
create or replace macro plain(t) as
    replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(
        lower(t),
        'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'à', 'a'), 'â', 'a'), 'ç', 'c'), 'î', 'i'),
        'ï', 'i'), 'ô', 'o'), 'ù', 'u'), 'û', 'u'), 'œ', 'oe'), '’', ''''), '«', '"'), '»', '"'),
        '…', '.');

-- One space between two words is left where it is: a match each is what would cost.
create or replace macro folded(t) as
    trim(regexp_replace(
        strip_accents(replace(replace(nfc_normalize(plain(t)), 'æ', 'ae'), 'ʼ', '''')),
        '[^\p{L}\p{N} ][^\p{L}\p{N}]*| [^\p{L}\p{N}]+', ' ', 'g'));

-- A raw token as the forms it stands for; '.' marks punctuation.
create or replace macro forms_of(token) as
    case
        when length(token) = 1 and regexp_full_match(token, '[.,;:!?…()«»"/•–—\n]') then ['.']
        when regexp_full_match(token, '([^0-9 .]\.){2,}[^0-9 .]?') then [replace(token, '.', '')]
        when regexp_full_match(token, '([^0-9 .]\.){2,}[^0-9 .][.,;:!?…()«»"/•–—\n]')
            then [replace(token[:-2], '.', ''), '.']
        when regexp_full_match(token, '([^0-9 .]\.){2,}[^0-9 .].')
            then [replace(token[:-2], '.', '')]
        when regexp_matches(token, '[.,;:!?…()«»"/•–—\n]$') then [token[:-2], '.']
        when regexp_matches(token, '[^\p{L}\p{N}'']$') then [token[:-2]]
        else [token]
    end;

create or replace macro forms(t, pattern) as
    flatten(list_transform(
        regexp_extract_all(normal(t), pattern), lambda token: forms_of(token)));

-- Wilson's interval of a share at 95 %, as methods/interval.py has it.
create or replace macro wilson_half(k, n) as
    1.959963984540054::double / (n + pow(1.959963984540054::double, 2))
    * sqrt(k * (n - k) / n + pow(1.959963984540054::double, 2) / 4);

create or replace macro wilson_centre(k, n) as
    (k + pow(1.959963984540054::double, 2) / 2) / (n + pow(1.959963984540054::double, 2));

create or replace macro wilson_low(k, n) as
    case when k = 0 then 0 else wilson_centre(k, n) - wilson_half(k, n) end;

create or replace macro wilson_high(k, n) as
    case when k = n then 1 else wilson_centre(k, n) + wilson_half(k, n) end;
