"""Rules as one DuckDB query: which answers each theme holds, and the first words that say why."""

from __future__ import annotations

from collections.abc import Iterator

from synthesis.codebook.inflections import Inflections
from synthesis.codebook.patterns import AllOf, Found, OneOf, Plan, plan
from synthesis.codebook.themes import Codebook, Theme
from synthesis.sql import quoted

# A run of what folding keeps, in a text as written: the marks of a letter are part of its word,
# and U+02BC, a letter to Unicode, is an apostrophe to people.
_WRITTEN = r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*"
_STRAIGHT = "translate(text, 'ʼ', '''')"

_QUERY = """\
-- One row per analysed answer and theme whose rule it matches: the first place, in characters.
with

spoken as materialized (
    select
        answers.question_id,
        answers.answer_id,
        answers.text,
        ' ' || folded(answers.text) || ' ' as words
    from answers
    join assignments using (answer_id)
    where assignments.state = 'analysed'{asked}
),

matched as (
{themes}
),

-- A word and what stands before it take turns: their lengths are the offsets.
cut as (
    select
        *,
        length(left(words, place)) - length(replace(left(words, place), ' ', '')) as first,
        length(hit) - length(replace(hit, ' ', '')) - 1 as many,
        list_transform(
            string_split_regex({straight}, {written}), lambda piece: length(piece)
        ) as gaps,
        list_transform(
            regexp_extract_all({straight}, {written}), lambda piece: length(piece)
        ) as sizes
    from matched
)

select
    question_id,
    theme_id,
    answer_id,
    (list_sum(gaps[:first]) + coalesce(list_sum(sizes[:first - 1]), 0))::integer as start,
    (list_sum(gaps[:first + many - 1]) + list_sum(sizes[:first + many - 1]))::integer as stop,
    found
from cut"""

_NONE = """\
    select
        question_id,
        '' as theme_id,
        answer_id,
        text,
        words,
        '' as hit,
        1 as place,
        '' as found
    from spoken
    where false"""

_THEME = """\
    select
        question_id,
        {id} as theme_id,
        answer_id,
        text,
        words,
        hits[nearest.number] as hit,
        nearest.place as place,
        case
{leaves}
        end as found
    from (
        select
            *,
            list_min(list_transform(
                {valid},
                lambda n: {{'place': strpos(words, hits[n]), 'size': length(hits[n]), 'number': n}}
            )) as nearest
        from (
            select
                *,
                [{extracts}] as hits
            from spoken
            where {condition}{asked}
        )
    )"""


def matches_sql(book: Codebook, inflections: Inflections) -> str:
    """The query: question_id, theme_id, answer_id, start, stop, found (the part of the rule).

    It reads `answers` and `assignments`, and needs the macros of text.py. `start` and `stop` are
    those of the match that begins first in the text; of two that begin at one word, the shorter.
    """
    ruled = [theme for theme in book.themes if theme.rule]
    themes = "\n\n    union all\n\n".join(_theme(theme, inflections) for theme in ruled)
    every = {id for theme in ruled for id in theme.questions}
    everywhere = any(not theme.questions for theme in ruled)
    return _QUERY.format(
        asked="" if everywhere or not ruled else _asked(tuple(sorted(every)), "answers."),
        themes=themes or _NONE,
        straight=_STRAIGHT,
        written=quoted(_WRITTEN),
    )


def _theme(theme: Theme, inflections: Inflections) -> str:
    planned = plan(theme.parsed(), inflections.of)
    found = sorted(_all_found(planned), key=lambda each: each.number)
    leaves = "\n".join(
        f"            when nearest.number = {each.number} "
        f"and regexp_full_match(hit, {quoted(f' {leaf.pattern} ')}) then {quoted(leaf.written)}"
        for each in found
        for leaf in each.leaves
    )
    return _THEME.format(
        id=quoted(theme.id),
        leaves=leaves,
        valid=_valid(planned),
        extracts=", ".join(f"regexp_extract(words, {quoted(each.pattern)})" for each in found),
        condition=_condition(planned),
        asked=_asked(theme.questions),
    )


def _asked(question_ids: tuple[str, ...], table: str = "") -> str:
    if not question_ids:
        return ""
    return f"\n        and {table}question_id in ({', '.join(map(quoted, question_ids))})"


def _all_found(planned: Plan) -> Iterator[Found]:
    """The patterns of a rule, those of what it leaves out included."""
    if isinstance(planned, Found):
        yield planned
        return
    for part in (*planned.parts, *(planned.without if isinstance(planned, AllOf) else ())):
        yield from _all_found(part)


def _condition(planned: Plan) -> str:
    """Whether a text matches, by searching alone: nothing is extracted from those that do not."""
    if isinstance(planned, Found):
        return f"regexp_matches(words, {quoted(planned.pattern)})"
    if isinstance(planned, OneOf):
        return f"({' or '.join(map(_condition, planned.parts))})"
    parts = [_condition(part) for part in planned.parts]
    return f"({' and '.join(parts + [f'not {_condition(part)}' for part in planned.without])})"


def _holds(planned: Plan) -> str:
    """The same of a text whose hits were extracted."""
    if isinstance(planned, Found):
        return f"hits[{planned.number}] <> ''"
    if isinstance(planned, OneOf):
        return f"({' or '.join(map(_holds, planned.parts))})"
    parts = [_holds(part) for part in planned.parts]
    return f"({' and '.join(parts + [f'not {_holds(part)}' for part in planned.without])})"


def _valid(planned: Plan) -> str:
    """The numbers of the patterns that make the text match: a hit beside an unmet `et` does not."""
    if isinstance(planned, Found):
        return f"case when {_holds(planned)} then [{planned.number}] else []::integer[] end"
    parts = f"flatten([{', '.join(map(_valid, planned.parts))}])"
    if isinstance(planned, OneOf):
        return parts
    return f"case when {_holds(planned)} then {parts} else []::integer[] end"
