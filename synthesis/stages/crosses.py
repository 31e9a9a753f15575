"""Who speaks of each theme, as far as it points at nobody (METHOD.md, section 21)."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa

from synthesis.methods.suppression import Counts, Mask, withhold, withhold_values
from synthesis.settings import Settings

ALL: Final = ""  # the theme of a tally of all analysed answers
UNSAID: Final = ""  # the value of a tally of answers of which it was not declared

_SCHEMA: Final = pa.schema(
    [
        *((name, pa.string()) for name in ("question_id", "theme_id", "variable", "value")),
        ("answers", pa.int64()),
        ("of", pa.int64()),
        ("withheld", pa.bool_()),
    ]
)


def crosses(tallies: pa.Table, settings: Settings) -> pa.Table:
    """One row per theme, variable and value: answers of the theme, of all analysed ones with it.

    A count under `small_cross` is withheld, a base under `small_cell` too, and so are as many
    others as keep totals from giving them away.
    """
    counts: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    themes: dict[str, set[str]] = {}
    for row in tallies.to_pylist():
        if row["theme_id"] != ALL:
            themes.setdefault(row["question_id"], set()).add(row["theme_id"])
        if row["variable"]:
            told = counts.setdefault((row["question_id"], row["variable"]), {})
            told[row["theme_id"], row["value"]] = row["answers"]
    rows: list[dict[str, Any]] = []
    for (question, variable), told in sorted(counts.items()):
        listed = sorted(themes.get(question, ()))
        # What was not declared comes last: it is counted, and published nowhere.
        values = [*sorted(value for theme, value in told if theme == ALL and value), UNSAID]
        base, *lines = (
            np.array([told.get((theme, value), 0) for value in values], dtype=np.int64)
            for theme in (ALL, *listed)
        )
        table = np.array(lines, dtype=np.int64).reshape(len(listed), len(values))
        unsaid = np.array([value == UNSAID for value in values])
        bare = withhold_values(base, settings.small_cell, unsaid)
        hidden = _hidden(table, base, bare, settings.small_cross)
        for n, theme in enumerate(listed):
            rows += [
                {
                    "question_id": question,
                    "theme_id": theme,
                    "variable": variable,
                    "value": value,
                    "answers": None if hidden[n, m] else int(table[n, m]),
                    "of": None if bare[m] else int(base[m]),
                    "withheld": bool(hidden[n, m]),
                }
                for m, value in enumerate(values[:-1])
            ]
    return pa.Table.from_pylist(rows, _SCHEMA)


def _hidden(table: Counts, base: Counts, bare: Mask, least: int) -> Mask:
    """What to withhold of themes by values, whose bases are published but for the `bare` ones.

    Answers of no theme are one more row, published nowhere either. Where themes share so many
    answers that it would be negative, each is a table of its own with what is not in it.
    """
    rest = base - table.sum(axis=0)
    if (rest >= 0).all():
        return _withhold(np.vstack([table, rest]), bare, least)[:-1]
    alone = [_withhold(np.stack([row, base - row]), bare, least)[0] for row in table]
    return np.stack(alone)


def _withhold(table: Counts, bare: Mask, least: int) -> Mask:
    before = np.zeros(table.shape, dtype=bool)
    before[-1] = before[:, bare] = True
    return withhold(table, least, before)
