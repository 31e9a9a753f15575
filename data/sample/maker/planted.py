"""The texts planted around the answers of the bank, from `bank/planted.toml`, which says more."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

BANK: Final = Path(__file__).resolve().parent.parent / "bank"

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Campaign:
    """One text that many send, some in other words, some under its title."""

    question: str
    idea: str
    title: str
    titled: float
    signed: int
    text: str
    reworded: tuple[str, ...]


@dataclass(frozen=True)
class Leaning:
    """How those who have one of these ideas answer a closed question; everybody, for no idea."""

    ideas: frozenset[str]
    weights: Weights


def campaign(read: Mapping[str, Any]) -> Campaign:
    """A campaign, its reworded copies written out."""
    text = read["text"]
    framed = [frame.format(text=text) for frame in read.get("framed", ())]
    replaced = [text.replace(old, new) for old, new in read.get("replaced", ())]
    plain = {name: read[name] for name in ("question", "idea", "title", "titled", "signed")}
    return Campaign(**plain, text=text, reworded=(*framed, *replaced))


def leanings(read: Sequence[Mapping[str, Any]]) -> tuple[Leaning, ...]:
    """The leanings of a closed question, the first that fits being the right one."""
    return tuple(Leaning(frozenset(each.get("ideas", ())), each["weights"]) for each in read)


def statuses(read: Sequence[Mapping[str, str]]) -> tuple[tuple[str, dict[str, str]], ...]:
    """The status of each moderated contribution, and its answers by question."""
    return tuple(
        (each["status"], {name: text for name, text in each.items() if name != "status"})
        for each in read
    )


_READ: Final = tomllib.loads((BANK / "planted.toml").read_text(encoding="utf-8"))
_QUESTIONS: Final[dict[str, dict[str, Any]]] = _READ["questions"]

TITLES: Final[dict[str, str]] = {number: each["title"] for number, each in _QUESTIONS.items()}
OPEN: Final[dict[str, str]] = {  # number: file of bank/
    number: each["bank"] for number, each in _QUESTIONS.items() if "bank" in each
}
RANKED: Final[dict[str, list[str]]] = {number: _QUESTIONS[number]["ranked"] for number in OPEN}
LEANINGS: Final = {
    number: leanings(each["leanings"]) for number, each in _QUESTIONS.items() if "leanings" in each
}
PLACES: Final[Weights] = _QUESTIONS["905"]["places"]
TYPED_PLACES: Final[list[str]] = _QUESTIONS["905"]["typed"]

ECHOED: Final[dict[str, int]] = _READ["echoed"]
LONG: Final = tuple((each["before"], each["idea"], each["entry"]) for each in _READ["long"])
PARK: Final = campaign(_READ["campaigns"]["park"])
BUS: Final = campaign(_READ["campaigns"]["bus"])
NOTHING: Final[Weights] = _READ["nothing"]
NOTHING_MORE: Final[Weights] = _READ["nothing_more"]
MODERATED: Final = statuses(_READ["moderated"])

HEADINGS: Final[dict[str, list[str]]] = _READ["headings"]["by_idea"]
GENERAL_HEADINGS: Final[list[str]] = _READ["headings"]["general"]
ZIP_CODES: Final[Weights] = _READ["zip_codes"]["near"]
ZIP_CODES_FAR: Final[Weights] = _READ["zip_codes"]["far"]
CITIZEN: Final[str] = _READ["author_types"]["citizen"]
ASSOCIATION: Final[str] = _READ["author_types"]["association"]
BUSINESS: Final[str] = _READ["author_types"]["business"]
IMPERSONAL: Final[Weights] = _READ["author_types"]["impersonal"]

NAMES: Final[list[str]] = _READ["capitals"]["names"]
JOINTS: Final[dict[str, list[str]]] = _READ["joints"]
MARKS_BEFORE: Final[list[str]] = _READ["dirt"]["before"]
MARKS_AFTER: Final[list[str]] = _READ["dirt"]["after"]
