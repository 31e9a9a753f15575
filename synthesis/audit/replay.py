"""The line run again on the answers an edition publishes: do they make the clusters it shows?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from synthesis.audit.evidence import Evidence
from synthesis.audit.ground import UNTOLD
from synthesis.line import QUESTION
from synthesis.store import Store
from synthesis.tables import TABLES
from synthesis.walk import Walk

GIVEN: Final = ("answers", "states", "copies", *UNTOLD)
# Profiles cross clusters with what people declared; clusters count authors. Neither is published.
ELSEWHERE: Final = ("profiles", "clusters")
STEPS: Final = tuple(step for step in QUESTION if step.makes[0] not in ELSEWHERE)
MADE: Final = tuple(name for step in STEPS for name in step.makes)
SHOWN: Final = tuple(name for name in MADE if TABLES[name].published)
READ: Final = ("readings", "form_counts")  # what the rules of a codebook are read with


@dataclass(frozen=True)
class Parts:
    """What the line made of the questions it was run on whole: a part each, by table.

    `forms` are the words of every question read, with how often each is written.
    """

    files: Mapping[str, Sequence[Path]]
    forms: Mapping[str, int]


def replay(
    evidence: Evidence,
    store: Store,
    found: Mapping[str, Path],
    masked: Collection[str],
    room: Path,
) -> Parts:
    """The line on each question read; of `masked` ones, only what the rules are read with.

    Where words are masked nobody can count again what they counted for.
    """
    walk = Walk(evidence.recipe, evidence.lexicon, (), store, room)
    for name in GIVEN:
        walk.files[name, None] = found[name]
        walk.keys[name, None] = name
    forms: Counter[str] = Counter()
    files: dict[str, list[Path]] = {name: [] for name in SHOWN}
    for question in evidence.read:
        if question in masked:
            walk.files["segments", question] = found["segments"]
            walk.keys["segments", question] = "segments"
            walk.question(question, [step for step in STEPS if step.makes[0] in READ])
        else:
            walk.question(question, STEPS)
            for name in SHOWN:
                files[name].append(walk.files[name, question])
        store.see("form_counts", walk.files["form_counts", question])
        rows = store.rows("select form, occurrences from form_counts")
        forms.update({str(row["form"]): int(row["occurrences"]) for row in rows})
    return Parts(files, forms)
