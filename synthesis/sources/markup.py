"""The words in a piece of HTML: tags out, entities decoded, blocks on lines of their own.

What is not what the author says there is left out: scripts, embedded pages, captions of images.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

HTML: Final = "html"  # the name of this repair
OPEN_TAGS: Final = 100  # more of them than are closed is no page
_TAG: Final = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?|!--.*?--)>", re.DOTALL)
_ELEMENT: Final = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_BLOCKS: Final = frozenset(
    [
        "p",
        "br",
        "li",
        "ul",
        "ol",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "figure",
        "figcaption",
        "table",
        "tr",
        "section",
        "article",
        "header",
        "footer",
        "hr",
        "pre",
        "dd",
        "dt",
    ]
)
_UNSEEN: Final = frozenset(("script", "style", "iframe", "template", "figcaption"))
_VOID: Final = frozenset(("br", "hr", "img", "input", "meta", "link", "source", "wbr"))


class _Words(HTMLParser):
    """Gathers the text of a page; what a reader does not see is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        elif tag in _BLOCKS and tag not in _VOID:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data)

    def unknown_decl(self, data: str) -> None:
        """A CDATA section is what it holds."""
        self.parts.append(data)


def _closed(text: str) -> int:
    """Where the last comment may end: beyond, looking for its end would take a day."""
    return text.rfind("-->") + 3 if "-->" in text else 0


def _tagged(text: str) -> bool:
    closed = _closed(text)
    return bool(_TAG.search(text, 0, closed) or _ELEMENT.search(text, closed))


def _endless(text: str) -> bool:
    """Whether a comment, or many a tag, is never closed: a parser would look for each end."""
    return "<!--" in text[_closed(text) :] or text.count("<") > text.count(">") + OPEN_TAGS


def words_of(text: str) -> tuple[str, bool]:
    """The words of a text, and whether it was marked up; a text without a tag is left alone."""
    if not _tagged(text):
        return text, False
    parser = _Words()
    try:
        parser.feed("" if _endless(text) else text)
        parser.close()
    except (AssertionError, ValueError):
        parser.unseen = 1
    # Markup that does not close would hide words: the tags alone go.
    if parser.unseen or _endless(text):
        closed = _closed(text)
        return (_TAG.sub(" ", text[:closed]) + _ELEMENT.sub(" ", text[closed:])).strip(), True
    lines = (" ".join(line.split(" ")).strip(" \t\r") for line in "".join(parser.parts).split("\n"))
    kept = "\n".join(line for line in lines if line)
    return kept, True
