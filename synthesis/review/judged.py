"""How many of the answers drawn at random a person judged to be in their place (S2).

The journal has no operation to judge one answer. A person who votes « une seule idée » with answers
drawn at random before their eyes, and takes one of them out, has judged each of them: those they
left are in, those they took out are not. Nothing else is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import numpy as np

from synthesis.decisions.fold import answers_of
from synthesis.decisions.review import Review
from synthesis.journal import Event
from synthesis.methods.interval import wilson
from synthesis.review.members import Members
from synthesis.review.verbatims import seeded

SIZES: Final = (5, 20, 50)  # readings whose reach is printed before anyone has read
_TAKING_OUT: Final = ("move", "off_topic", "no_content")


def precision(review: Review, members: Members, key: str, actor: str, seed: str) -> dict[str, Any]:
    """K in n answers drawn at random judged in their place by someone; n is 0 before they voted.

    `low` and `high` are Wilson's 95 % bounds; `reach` what n in n would support for some n.
    """
    reach = [[n, *wilson(n, n)] for n in SIZES]
    mine = [e for e in review.events if e.actor == actor and e.seq not in review.cancelled]
    votes = [event for event in mine if _is_for(event, review.parts(key))]
    if not votes:
        return {"k": 0, "n": 0, "low": 0.0, "high": 1.0, "reach": reach}
    order = drawn(review, members, key, seed)
    touched = {*review.moved, *review.aside}
    read: set[str] = set()
    out: set[str] = set()
    for event in mine:
        if event in votes:
            read |= shown(order, event.seen, touched)
        elif event.op in _TAKING_OUT and "answers" in event.payload:
            about = shown(order, event.seen, touched) & set(answers_of(event.payload))
            is_back = event.op == "move" and event.payload["to"] in review.parts(key)
            out = out - about if is_back else out | about
    k, n = len(read - out), len(read | out)
    low, high = wilson(k, n)
    return {"k": k, "n": n, "low": low, "high": high, "reach": reach}


def drawn(review: Review, members: Members, key: str, seed: str) -> list[str]:
    """Addresses of a cluster, and of those people took out of it, in the order of the draw."""
    corpus = members.corpus
    taken = [corpus.rows[each] for each in review.taken_out(key) if each in corpus.rows]
    rows = np.concatenate([members.rows, np.array(taken, dtype=np.int64)])
    order = np.argsort(seeded(corpus, seed, rows), kind="stable")
    return [corpus.addresses[row] for row in rows[order].tolist()]


def shown(order: Sequence[str], seen: Sequence[str], touched: Collection[str]) -> set[str]:
    """Those a page showed as drawn at random: pages list them first, in the order of the draw.

    Answers that people moved at any time may have been absent from the page.
    """
    found: set[str] = set()
    for address in order:
        if len(found) < len(seen) and seen[len(found)] == address:
            found.add(address)
        elif address not in touched:
            break
    return found


def _is_for(event: Event, parts: Collection[str]) -> bool:
    """Whether someone said of a cluster, or of a part of it, that it is one idea."""
    given = event.payload
    return event.op == "accept" and given["cluster"] in parts and given["verdict"] == "one_idea"
