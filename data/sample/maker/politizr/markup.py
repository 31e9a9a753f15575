"""The bodies as the platform keeps them: HTML for the long texts, line breaks for the short."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from .model import DIRECT, Document


def body(document: Document) -> str:
    """What the column `description` holds."""
    if document.state == DIRECT:
        return "\n".join(document.blocks)
    if document.kind == "comment":
        return "<br />\n".join(escaped(block).replace('"', "&quot;") for block in document.blocks)
    return html(document.blocks)


def html(blocks: Sequence[str]) -> str:
    """Headings, paragraphs, lists; the typography of the visual editor."""
    parts = []
    for is_list, group in groupby(blocks, lambda block: block.startswith("* ")):
        if is_list:
            items = "".join(f"<li>{spaced(each.removeprefix('* '))}</li>" for each in group)
            parts.append(f"<ul>{items}</ul>")
        else:
            parts += [element(block) for block in group]
    return "".join(parts)


def element(block: str) -> str:
    """A heading or a paragraph."""
    name = "h2" if block.startswith("# ") else "p"
    return f"<{name}>{spaced(block.removeprefix('# '))}</{name}>"


def escaped(text: str) -> str:
    """What would be markup, written out."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def spaced(text: str) -> str:
    """Entities for quotation marks and for the blanks that may not break."""
    text = escaped(text).replace("« ", "&laquo;&nbsp;").replace(" »", "&nbsp;&raquo;")
    return re.sub(r" ([:;!?€])", r"&nbsp;\1", text)
