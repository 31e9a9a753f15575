"""The threads as they are written in `bank/politizr/*.txt`, whose head says how to read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..planted import BANK, BUS, PARK
from .frame import TOPICS
from .model import Document

COPIES: Final = {
    "park": PARK.text,
    "parkR": PARK.reworded[3],
    "park6": PARK.reworded[4],
    "bus": BUS.text,
}
_HINTS: Final = r"(?:@(?P<who>\w+) ?)?(?:=(?P<day>[\d-]+) ?)?(?:!(?P<state>\w+) ?)?"
_DEBATE: Final = re.compile(rf"## (?P<idea>[\w-]+) \| (?P<title>[^|]+?)(?: \| {_HINTS})?")
_ANSWER: Final = re.compile(rf"(?P<mark>>+|-\d?) {_HINTS}(?P<rest>.*)")


def threads() -> list[Document]:
    """Every document of the three topics, each after what it answers."""
    return [
        document
        for topic, each in enumerate(TOPICS, start=1)
        for document in read(topic, (BANK / "politizr" / f"{each['bank']}.txt").read_text("utf-8"))
    ]


def read(topic: int, text: str) -> Iterator[Document]:
    """The documents of one topic."""
    path: list[Document] = []  # the sujet, then the réactions down to the last
    for head, *lines in entries(text):
        if head.startswith("~ "):
            path[-1].original = split(head.removeprefix("~ "))
            continue
        document = debate(topic, head) if head.startswith("## ") else answer(head, path)
        document.blocks += lines
        fill(document)
        if document.kind != "comment":
            path[document.level :] = [document]
        yield document


def entries(text: str) -> Iterator[list[str]]:
    """The lines of each document: the one with its mark, then those without."""
    entry: list[str] = []
    for line in filter(None, text.splitlines()):
        if re.match(r"## |>+ |-\d? |~ |\(", line) and entry:
            yield entry
            entry = []
        if not line.startswith("("):  # a remark, for who reads the bank
            entry.append(line)
    yield entry


def debate(topic: int, head: str) -> Document:
    """A sujet, from its first line."""
    found = matched(_DEBATE, head)
    hints = (found["who"], found["day"], found["state"])
    return Document("debate", topic, found["idea"], found["title"], *hints)


def answer(head: str, path: Sequence[Document]) -> Document:
    """A réaction to what its depth says, or a commentaire on the last of the path."""
    found = matched(_ANSWER, head)
    mark, rest = found["mark"], found["rest"]
    title, first = split(rest) if mark[0] == ">" else ("", rest)
    level = len(mark) if mark[0] == ">" else 0
    parent = path[level - 1] if level else path[-1]
    document = Document(
        "reaction" if level else "comment",
        parent.topic,
        parent.idea,
        title,
        found["who"],
        found["day"],
        found["state"],
        blocks=[first],
        paragraph=int(mark[1:] or 0) if mark[0] == "-" else 0,
        level=level,
        parent=parent,
    )
    parent.children.append(document)
    return document


def matched(pattern: re.Pattern[str], head: str) -> dict[str, str]:
    """The parts of a first line, those that it leaves out being empty."""
    found = pattern.fullmatch(head)
    assert found, head
    return found.groupdict(default="")


def split(text: str) -> tuple[str, str]:
    """Title and first words."""
    title, _, words = text.partition(" | ")
    return title, words


def fill(document: Document) -> None:
    """Put the copied campaigns where the bank names them."""
    for name, text in COPIES.items():
        if any(f"{{{name}}}" in block for block in document.blocks):
            document.campaign = name[:3]
            document.blocks = [each.replace(f"{{{name}}}", text) for each in document.blocks]
