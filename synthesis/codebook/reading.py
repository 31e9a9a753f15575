"""A codebook as an analyst writes it, in TOML: read, and refused with the place of the fault."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, cast

from synthesis.codebook.language import RuleError, parse
from synthesis.codebook.themes import KINDS, Codebook, Kind, Theme
from synthesis.errors import CodebookError
from synthesis.sources.headers import hint
from synthesis.text import folded

KEYS: Final = (
    "id", "parent", "question", "kind", "label_fr", "label_en", "definition_fr", "definition_en",
    "includes", "excludes", "rule",
)  # fmt: skip
LABEL: Final = 120  # characters, as in the workshop

_ID: Final = re.compile(r"[a-z0-9-]{1,60}")
_CLUSTER: Final = re.compile(r"c[0-9]+")  # what themes made of clusters are called
_PLACE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_HEADER: Final = re.compile(r"^[ \t]*\[\[[ \t]*themes[ \t]*\]\]", re.MULTILINE)
_RULE: Final = re.compile(r"^[ \t]*rule[ \t]*=", re.MULTILINE)
_AROUND: Final = 25  # characters of a rule shown on each side of its fault


def read(path: Path, questions: Collection[str] | None = None) -> Codebook:
    """The codebook in a file; `questions` are the open ones of the consultation, where known.

    CodebookError names the file, the line, the theme, and for a rule the character.
    """
    content = _bytes(path)
    given = _toml(path, content)
    text = content.decode("utf-8-sig")
    return _Reading(path, text, questions).codebook(given, hashlib.sha256(content).hexdigest())


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise CodebookError(
            "No such codebook.", where=path, todo="Mend `codebook` under [rules] in the recipe."
        ) from None
    except OSError as error:
        raise CodebookError(f"Cannot be read: {error.strerror}.", where=path) from None


def _toml(path: Path, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CodebookError("Not in UTF-8.", where=path, line=line, todo="Save it in UTF-8.") from (
            None
        )
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        raise CodebookError(
            f"Not valid TOML: {str(error)[: place.start()] if place else error}.",
            where=path,
            line=int(place[1]) if place and place[1] else None,
            todo="A rule with quotation marks goes between three apostrophes: rule = '''…'''.",
        ) from None


@dataclass(frozen=True)
class _Reading:
    """The checks of one file, which every message names."""

    path: Path
    text: str
    questions: Collection[str] | None

    def codebook(self, given: dict[str, Any], digest: str) -> Codebook:
        for key in given:
            if key != "themes":
                raise self._error(
                    f"Unknown key '{key}'.", "A codebook holds nothing but [[themes]]."
                )
        listed = given.get("themes")
        if not isinstance(listed, list) or not listed:
            raise self._error("There is no theme.", "Begin each with [[themes]].")
        themes: list[Theme] = []
        for rank, each in enumerate(listed):
            if not isinstance(each, dict):
                raise self._error(
                    "`themes` is not a list of tables.", "Begin each with [[themes]]."
                )
            theme = self.theme(each, rank)
            if any(theme.id == other.id for other in themes):
                raise self._error(f"Two themes have the id '{theme.id}'.", "Change one.", rank)
            themes.append(theme)
        return Codebook(tuple(self._related(themes)), self.path, digest)

    def theme(self, given: Mapping[str, object], rank: int) -> Theme:
        for key in given:
            if key not in KEYS:
                raise self._error(
                    f"Unknown key '{key}' in a theme.",
                    f"{hint(key, KEYS)}Known: {', '.join(KEYS)}.",
                    rank,
                )
        texts = {key: self._text(given, key, rank) for key in KEYS if key != "question"}
        for key in ("id", "label_fr"):
            if not texts[key]:
                raise self._error(f"A theme has no `{key}`.", f'Add {key} = "…".', rank)
        for key in ("label_fr", "label_en"):
            if len(texts[key]) > LABEL or "\n" in texts[key]:
                raise self._error(
                    f"The `{key}` of theme '{texts['id']}' is too long for a label.",
                    f"At most {LABEL} characters, on one line; `definition_fr` says the rest.",
                    rank,
                )
        if "rule" in given:
            self._parsed(texts["rule"], texts["id"], rank)
        return Theme(
            id=self._id(texts["id"], rank),
            label_fr=texts["label_fr"],
            label_en=texts["label_en"],
            parent=texts["parent"] or None,
            questions=self._questions(given, texts["id"], rank),
            definition_fr=texts["definition_fr"],
            definition_en=texts["definition_en"],
            includes=texts["includes"],
            excludes=texts["excludes"],
            rule=texts["rule"] if "rule" in given else None,
            kind=self._kind(texts["kind"], rank),
            position=rank + 1,
        )

    def _text(self, given: Mapping[str, object], key: str, rank: int) -> str:
        value = given.get(key, "")
        if not isinstance(value, str):
            raise self._error(
                f"`{key}` in a theme cannot be {value!r}.", "Give a text between quotes.", rank
            )
        return value.strip()

    def _id(self, id: str, rank: int) -> str:
        if not _ID.fullmatch(id):
            raise self._error(
                f"'{id}' cannot be the id of a theme.",
                'At most 60 of a-z, 0-9 and hyphens, as in "taxe-fonciere".',
                rank,
            )
        if _CLUSTER.fullmatch(id):
            raise self._error(
                f"'{id}' is what a theme made of a cluster is called.", "Choose a word.", rank
            )
        return id

    def _kind(self, kind: str, rank: int) -> Kind:
        if kind and kind not in KINDS:
            raise self._error(
                f"A theme cannot be of kind '{kind}'.", f"Kinds: {', '.join(KINDS)}.", rank
            )
        return cast("Kind", kind or "opinion")

    def _questions(self, given: Mapping[str, object], id: str, rank: int) -> tuple[str, ...]:
        value = given.get("question", [])
        several = [value] if isinstance(value, str) else value
        named = isinstance(several, list) and all(isinstance(q, str) and q for q in several)
        if not named or (not several and "question" in given):
            raise self._error(
                f"`question` of theme '{id}' cannot be {value!r}.",
                'Give the id of a question, or a list of them: question = ["901", "904"].',
                rank,
            )
        questions = tuple(dict.fromkeys(cast("list[str]", several)))
        for question in questions:
            if self.questions is not None and question not in self.questions:
                raise self._error(
                    f"Theme '{id}' is for a question that is not an open one: '{question}'.",
                    f"{hint(question, self.questions)}Open questions: {', '.join(self.questions)}.",
                    rank,
                )
        return questions

    def _parsed(self, rule: str, id: str, rank: int) -> None:
        try:
            parse(rule)
        except RuleError as error:
            place = error.place
            before = rule[max(0, place - _AROUND) : place]
            shown = " ".join(f"{before}⟨here⟩{rule[place : place + _AROUND]}".split())
            raise self._error(
                f"The rule of theme '{id}', at character {place + 1} (« {shown} »): {error.what}",
                error.todo,
                rank,
                _RULE,
            ) from None

    def _related(self, themes: list[Theme]) -> Iterator[Theme]:
        by_id = {theme.id: theme for theme in themes}
        parents = {theme.parent for theme in themes}
        for rank, theme in enumerate(themes):
            self._checked_parents(theme, by_id, rank)
            if theme.rule is None and theme.id not in parents:
                before = [each for each in themes[:rank] if each.id not in parents]
                self._named_once(theme, before, rank)
            gathers = theme.rule is None and theme.id in parents
            yield replace(theme, kind="group") if gathers else theme

    def _named_once(self, theme: Theme, before: Sequence[Theme], rank: int) -> None:
        for other in before:
            alike = other.rule is None and folded(other.label_fr) == folded(theme.label_fr)
            if alike and _meet(theme.questions, other.questions):
                raise self._error(
                    f"Themes '{other.id}' and '{theme.id}' have one label, '{theme.label_fr}': "
                    "clusters signed with it would be in both.",
                    "Keep one, or give each a rule.",
                    rank,
                )

    def _checked_parents(self, theme: Theme, by_id: Mapping[str, Theme], rank: int) -> None:
        above, seen = theme.parent, [theme.id]
        while above is not None:
            if above not in by_id:
                raise self._error(
                    f"The parent of theme '{theme.id}' is not there: '{above}'.",
                    f"{hint(above, by_id)}Themes: {', '.join(by_id)}.",
                    rank,
                )
            if above in seen:
                raise self._error(
                    f"Theme '{theme.id}' is above itself: {' → '.join([*seen, above])}.",
                    "Remove one `parent`.",
                    rank,
                )
            missing = _missing(theme.questions, by_id[above].questions)
            if missing:
                raise self._error(
                    f"Theme '{theme.id}' is for {missing}, its parent '{above}' is not.",
                    "Give both the same `question`.",
                    rank,
                )
            seen.append(above)
            above = by_id[above].parent

    def _error(
        self, what: str, todo: str, rank: int | None = None, at: re.Pattern[str] | None = None
    ) -> CodebookError:
        return CodebookError(what, where=self.path, line=self._line(rank, at), todo=todo)

    def _line(self, rank: int | None, at: re.Pattern[str] | None) -> int | None:
        """Where the theme of that rank begins, or in it what is looked for.

        None where [[themes]] also stands in a text: then nobody can tell which is which.
        """
        starts = [each.start() for each in _HEADER.finditer(self.text)]
        if rank is None or len(starts) != len(tomllib.loads(self.text)["themes"]):
            return None
        stop = starts[rank + 1] if rank + 1 < len(starts) else len(self.text)
        found = at.search(self.text, starts[rank], stop) if at else None
        return self.text.count("\n", 0, found.start() if found else starts[rank]) + 1


def _meet(mine: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return not mine or not others or not {*mine}.isdisjoint(others)


def _missing(mine: tuple[str, ...], above: tuple[str, ...]) -> str:
    """The questions of a theme its parent is not for, in words; empty when there are none."""
    if not above:
        return ""
    if not mine:
        return "every question"
    missing = [each for each in mine if each not in above]
    return f"question {', '.join(missing)}" if missing else ""
