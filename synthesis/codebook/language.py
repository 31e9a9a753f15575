"""The language of rules: terms, expressions, and, or, not, near; as a tree a program can follow.

    rule     = operand { "ou" operand } | operand { "et" operand | "sauf" operand }
    operand  = atom | atom "près(n)" atom
    atom     = word | word* | "an expression" | ( rule )

French and English operators read alike; a comma is an `ou`. At one level there is one kind of
operator: nobody has to know which of two binds first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from synthesis.text import folded

FARTHEST: Final = 20  # words of a distance: beyond, two words share little but the answer
SHORTEST: Final = 3  # letters before a star: fewer take in half the dictionary
LONGEST: Final = 20_000  # characters of a rule
DEEPEST: Final = 30  # parentheses in parentheses

KEYWORDS: Final = {
    "et": "and", "and": "and", "ou": "or", "or": "or",
    "sauf": "not", "not": "not", "pres": "near", "near": "near",
}  # fmt: skip
QUOTES: Final = {'"': '"', "«": "»", "“": "”"}
_LEXEME: Final = re.compile(
    r"\s*(?:(?P<mark>[(),])|(?P<quote>[\"«“])|(?P<stray>[»”])|(?P<word>[^\s(),\"«»“”]+))"
)
_DISTANCE: Final = re.compile(r"\s*\(\s*(\d+)\s*\)")


class RuleError(Exception):
    """A rule that cannot be read: what is wrong, at which character, and what to do."""

    def __init__(self, what: str, place: int, todo: str) -> None:
        super().__init__(what)
        self.what, self.place, self.todo = what, place, todo


@dataclass(frozen=True)
class Piece:
    """One word of a term, folded; `is_open` where a star lets it end in any way."""

    word: str
    is_open: bool = False


@dataclass(frozen=True)
class Term:
    """Words in a row, as the rule writes them; only a bare word takes its inflections."""

    written: str
    pieces: tuple[Piece, ...]
    is_bare: bool


@dataclass(frozen=True)
class Near:
    """One of the first terms and one of the others, in either order, with few words in between."""

    written: str
    one: tuple[Term, ...]
    other: tuple[Term, ...]
    words: int


@dataclass(frozen=True)
class Either:
    """At least one of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Both:
    """All of the parts, and none of those left out."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...]


Node = Term | Near | Either | Both


def parse(rule: str) -> Node:
    """The tree of a rule; RuleError where it cannot be read."""
    if len(rule) > LONGEST:
        raise RuleError(
            f"This rule has {len(rule)} characters.",
            LONGEST,
            f"At most {LONGEST}: make it several themes, under one parent.",
        )
    return _Parser(rule, list(_lexemes(rule))).whole()


@dataclass(frozen=True)
class _Lexeme:
    kind: str  # "(", ")", "term", "and", "or", "not", "near", or "end"
    start: int
    stop: int
    term: Term | None = None
    words: int = 0


def _lexemes(rule: str) -> Iterator[_Lexeme]:
    place = 0
    while match := _LEXEME.match(rule, place):
        kind, start = str(match.lastgroup), match.start(match.lastgroup or 0)
        place = match.end()
        if kind == "mark":
            yield _Lexeme("or" if rule[start] == "," else rule[start], start, place)
        elif kind == "quote":
            place = _closing(rule, start) + 1
            yield _Lexeme("term", start, place, _term(rule, start, place))
        elif kind == "stray":
            raise RuleError("A quotation mark closes nothing.", start, "Open it, or remove it.")
        else:
            lexeme = _word(rule, start, place)
            place = lexeme.stop
            yield lexeme
    yield _Lexeme("end", len(rule.rstrip()), len(rule))


def _closing(rule: str, start: int) -> int:
    found = rule.find(QUOTES[rule[start]], start + 1)
    if found < 0:
        raise RuleError(
            "A quotation mark is never closed.", start, f"Add {QUOTES[rule[start]]} at its end."
        )
    return found


def _word(rule: str, start: int, stop: int) -> _Lexeme:
    keyword = KEYWORDS.get(folded(rule[start:stop])) if rule[start:stop].isalpha() else None
    if keyword is None:
        return _Lexeme("term", start, stop, _term(rule, start, stop))
    if keyword != "near":
        return _Lexeme(keyword, start, stop)
    distance = _DISTANCE.match(rule, stop)
    if distance is None or len(distance[1]) > 2 or int(distance[1]) > FARTHEST:
        raise RuleError(
            f"`{rule[start:stop]}` has no distance in words.",
            start,
            f"Write how many words may stand in between, 0 to {FARTHEST}, as in près(3).",
        )
    return _Lexeme("near", start, distance.end(), words=int(distance[1]))


def _term(rule: str, start: int, stop: int) -> Term:
    written = rule[start:stop]
    is_quoted = written[0] in QUOTES
    pieces = tuple(_pieces(written[1:-1] if is_quoted else written, start + is_quoted))
    if not pieces:
        raise RuleError(
            f"`{written}` holds no word.", start, "Only letters and digits are looked for."
        )
    return Term(written, pieces, is_bare=not is_quoted and len(pieces) == 1)


def _pieces(text: str, start: int) -> Iterator[Piece]:
    """The words of a term as folding leaves them; a star must end one."""
    for part in re.finditer(r"[^\s*]*\*+|[^\s*]+", text):
        words = folded(part.group()).split()
        is_open = part.group().endswith("*")
        follows = part.end() < len(text) and not text[part.end()].isspace()
        if is_open and (not part.group().rstrip("*") or follows or not part.group()[-2].isalnum()):
            raise RuleError(
                "A star must end a word.", start + part.start(), "Write it last, as in écol*."
            )
        if is_open and len(words[-1]) < SHORTEST:
            raise RuleError(
                f"`{part.group()}` would take in too many words.",
                start + part.start(),
                f"Write at least {SHORTEST} letters before a star.",
            )
        yield from (Piece(word) for word in words[:-1])
        yield from (Piece(word, is_open) for word in words[-1:])


_OPERATORS: Final = ("and", "or", "not", "near")


class _Parser:
    """Recursive descent over the lexemes of one rule."""

    def __init__(self, rule: str, lexemes: list[_Lexeme]) -> None:
        self.rule, self.lexemes, self.rank, self.depth = rule, lexemes, 0, 0

    def whole(self) -> Node:
        if self.next.kind == "end":
            raise RuleError("The rule is empty.", 0, "Write what to look for, or remove the line.")
        node = self.level()
        if self.next.kind == ")":
            raise RuleError(
                "A parenthesis closes nothing.", self.next.start, "Open it, or remove it."
            )
        return node

    @property
    def next(self) -> _Lexeme:
        return self.lexemes[self.rank]

    def take(self) -> _Lexeme:
        self.rank += 1
        return self.lexemes[self.rank - 1]

    def level(self) -> Node:
        """Everything up to the end, or to the parenthesis that closes this level."""
        start = self.next.start
        parts: list[Node] = []
        without: list[Node] = []
        kinds: set[str] = set()
        while True:
            excluded = self._is_excluded(kinds)
            (without if excluded else parts).append(self.operand())
            if self.next.kind in ("end", ")"):
                break
            self._operator(kinds)
        if not parts:
            raise RuleError(
                "This only says what to leave out.",
                start,
                "Say what to look for too, as in école sauf privé.",
            )
        if "and" in kinds:
            return Both(tuple(parts), tuple(without))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _is_excluded(self, kinds: set[str]) -> bool:
        if self.next.kind != "not":
            return False
        lexeme = self.take()
        kinds.add("and")
        self._one_kind(kinds, lexeme)
        return True

    def _operator(self, kinds: set[str]) -> None:
        lexeme = self.next
        if lexeme.kind in ("term", "("):
            raise RuleError(
                "Two terms stand side by side.",
                lexeme.start,
                "Put et, ou, sauf or près(n) between them, or both in one pair of quotation marks.",
            )
        if lexeme.kind == "near":
            raise RuleError(
                "A distance is between two terms, not three.",
                lexeme.start,
                "Join the third with et, or write the expression in quotation marks.",
            )
        if lexeme.kind != "not":
            kinds.add(self.take().kind)
            self._one_kind(kinds, lexeme)

    def _one_kind(self, kinds: set[str], lexeme: _Lexeme) -> None:
        if len(kinds) > 1:
            raise RuleError(
                "et (or sauf) and ou (or a comma) stand at the same level.",
                lexeme.start,
                "Say with parentheses which go together, as in (tva ou taxe) et santé.",
            )

    def operand(self) -> Node:
        start = self.next.start
        one = self.atom()
        if self.next.kind != "near":
            return one
        near = self.take()
        other = self.atom()
        return Near(
            " ".join(self.rule[start : self.lexemes[self.rank - 1].stop].split()),
            self._terms(one, near),
            self._terms(other, near),
            near.words,
        )

    def _terms(self, node: Node, near: _Lexeme) -> tuple[Term, ...]:
        parts = node.parts if isinstance(node, Either) else (node,)
        terms = tuple(part for part in parts if isinstance(part, Term))
        if len(terms) < len(parts):
            raise RuleError(
                "A distance joins words, expressions, or lists of them with ou.",
                near.start,
                "Write what is on each side as words, as in (tva ou taxe) près(3) santé.",
            )
        return terms

    def atom(self) -> Node:
        lexeme = self.take()
        if lexeme.term is not None:
            return lexeme.term
        if lexeme.kind == "(":
            return self._inner(lexeme)
        written = self.rule[lexeme.start : lexeme.stop].strip()
        found = f"`{written}`" if written else "the end of the rule"
        quoted = f', or write "{written}" to look for that word' if written.isalpha() else ""
        raise RuleError(
            f"A term is missing before {found}.", lexeme.start, f"Add one, or remove it{quoted}."
        )

    def _inner(self, opening: _Lexeme) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise RuleError(
                f"More than {DEEPEST} parentheses stand in one another.",
                opening.start,
                "Make it several themes, under one parent.",
            )
        node = self.level()
        if self.next.kind != ")":
            raise RuleError("A parenthesis is never closed.", opening.start, "Add ) at its end.")
        self.take()
        self.depth -= 1
        return node
