"""The words of some answers, by their addresses, what people masked left out."""

from __future__ import annotations

from collections.abc import Sequence

from synthesis.decisions.masks import shown
from synthesis.decisions.review import Review
from synthesis.review.asking import ask
from synthesis.store import Warehouse


def words_of(warehouse: Warehouse, review: Review, addresses: Sequence[str]) -> dict[str, str]:
    """The text of each, masks applied; one whose words are not published has none."""
    base = review.base
    references = sorted({base.reference(address) for address in addresses})
    found: dict[str, list[str | None]] = {}
    for row in ask(warehouse, "words_of", question=base.question, references=references):
        found.setdefault(row["reference"], []).append(row["text"])
    texts = {}
    for address in addresses:
        place = int(address.rpartition("#")[2]) - 1 if address in base.references else 0
        several = found.get(base.reference(address), [])
        text = several[place] if place < len(several) else None
        if text is not None and base.states.get(address) in ("analysed", "no_content"):
            texts[address] = shown(text, review.masks.get(address, ()))
    return texts
