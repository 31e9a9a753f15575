"""Rules as regular expressions over folded words: RE2 reads them in time that grows no faster.

A text is its folded words, each between two spaces: « L’impôt ! » is ` l impot `. A pattern begins
and ends with the space around its words, so that it never cuts one. Folding leaves nothing but
letters and digits: no character of a rule can mean anything else to RE2 or to SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from synthesis.codebook.language import Both, Either, Near, Node, Piece, Term
from synthesis.text import folded

LONGEST_ACRONYM: Final = 6  # letters; beyond, capitals are but a way to stress a word

Words = Callable[[str], tuple[str, ...]]  # the inflections of a bare word


@dataclass(frozen=True)
class Leaf:
    """What a rule looks for in one place: as written there, and its pattern without the spaces."""

    written: str
    pattern: str


@dataclass(frozen=True)
class Found:
    """Leaves of which one is enough, as one pattern; `number` counts them in a rule, from 1."""

    number: int
    leaves: tuple[Leaf, ...]

    @property
    def pattern(self) -> str:
        """Where several begin at one word, the first as written is the one found."""
        return f" {_one_of(leaf.pattern for leaf in self.leaves)} "


@dataclass(frozen=True)
class OneOf:
    """At least one of the parts."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True)
class AllOf:
    """All of the parts, and none of those left out."""

    parts: tuple[Plan, ...]
    without: tuple[Plan, ...]


Plan = Found | OneOf | AllOf


def plan(node: Node, words: Words) -> Plan:
    """A rule with patterns for leaves; the terms of one list are one pattern."""
    return _plan(node, words, count(1))


def _plan(node: Node, words: Words, numbers: Iterator[int]) -> Plan:
    if isinstance(node, Both):
        return AllOf(
            tuple(_plan(part, words, numbers) for part in node.parts),
            tuple(_plan(part, words, numbers) for part in node.without),
        )
    if not isinstance(node, Either):
        return Found(next(numbers), (_leaf(node, words),))
    leaves = tuple(_leaf(part, words) for part in node.parts if isinstance(part, Term | Near))
    others = [part for part in node.parts if isinstance(part, Either | Both)]
    parts: list[Plan] = [Found(next(numbers), leaves)] if leaves else []
    parts += [_plan(part, words, numbers) for part in others]
    return parts[0] if len(parts) == 1 else OneOf(tuple(parts))


def _leaf(node: Term | Near, words: Words) -> Leaf:
    if isinstance(node, Term):
        return Leaf(node.written, _term(node, words))
    one, other = (_one_of(_term(term, words) for term in terms) for terms in (node.one, node.other))
    between = f" (?:[^ ]+ ){{0,{node.words}}}?"
    return Leaf(node.written, f"(?:{one}{between}{other}|{other}{between}{one})")


def _term(term: Term, words: Words) -> str:
    first = _word(term.pieces[0])
    if term.is_bare and not term.pieces[0].is_open:
        return _one_of([first, *words(term.written), *_initials(term.written)])
    return " ".join([first, *map(_word, term.pieces[1:])])


def _initials(written: str) -> Iterator[str]:
    """An acronym in capitals also stands for its letters apart: TVA for « T.V.A. »."""
    if written.isupper() and written.isalpha() and 1 < len(written) <= LONGEST_ACRONYM:
        yield " ".join(folded(written))


def _word(piece: Piece) -> str:
    """A word as an expression of the lexicon reads it: an s or x more or less at its end."""
    if piece.is_open:
        return f"{piece.word}[^ ]*"
    if len(piece.word) < 3 or not piece.word[-1].isalpha():
        return piece.word
    return f"{piece.word[:-1] if piece.word[-1] in 'sx' else piece.word}[sx]?"


def _one_of(patterns: Iterable[str]) -> str:
    listed = tuple(patterns)
    return listed[0] if len(listed) == 1 else f"(?:{'|'.join(listed)})"
