"""Where words are masked: what the weights and counts that are published still let check."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from synthesis.audit.replay import SHOWN
from synthesis.audit.sections import Section
from synthesis.methods import keyness as method
from synthesis.methods.specificity import lafon
from synthesis.publication.reviews import Reviewed
from synthesis.store import Row, Store

_QUERIES: Final = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted(Path(__file__).with_name("queries").glob("*.sql"))
}


# Of a question with masks: nobody can count again what the hidden words counted for.
BELIEVED: Final = tuple(name for name in SHOWN if name not in ("assignments", "keyness"))


def check(
    store: Store, reviewed: Mapping[str, Reviewed], masked: Collection[str], told: Section
) -> None:
    """Answers without a mask lie where their terms put them; statistics follow from their counts.

    The clusters themselves cannot be made again: the words under the masks counted for them.
    """
    answers = rows = 0
    for question in sorted(masked):
        each = reviewed[question]
        hidden = sorted(each.answers[address] for address in each.review.masks)
        (placed,) = store.rows(_QUERIES["placed"], question=question, hidden=hidden)
        answers += placed["answers"]
        if placed["wrong"] is not None:
            told.wrong.append(
                f"tables/assignments.parquet : réponse {placed['wrong']}, ses termes la placent "
                "autrement"
            )
        counted = store.rows(_QUERIES["counted"], question=question, hidden=hidden)
        rows += len(counted)
        told.wrong += [
            f"tables/keyness.parquet : groupe {row['cluster_id']}, « {row['term']} », {what}"
            for row, what in _unfounded(counted)
        ][:1]
        told.untold.append(
            f"question {question} : {len(hidden)} réponses masquées ont compté dans ses groupes, "
            f"et {', '.join(BELIEVED)} y sont crues telles quelles ; --from-sources les refait"
        )
    if masked:
        told.checked += (
            f" ; sous masques, {answers} réponses replacées et {rows} lignes de keyness recalculées"
        )


def _unfounded(rows: list[Row]) -> list[tuple[Row, str]]:
    """Rows of keyness whose counts cannot be, or whose statistics are not those of their counts."""
    if not rows:
        return []
    table = pa.Table.from_pylist(rows)
    column = {name: table[name].to_numpy() for name in table.column_names if name != "term"}
    inside, total, size = (
        column[name].astype(np.float64) for name in ("n_cluster", "n_corpus", "size")
    )
    corpus = float(rows[0]["corpus"])
    statistic = method.chi2(inside, total, size, corpus)
    expected = {
        "statistic": np.round(statistic, 6),
        "chi2": np.round(np.abs(statistic), 6),
        "p": method.p_value(statistic),
        "log_likelihood": np.round(method.log_likelihood(inside, total, size, corpus), 6),
        "specificity": np.round(lafon(inside, total, size, int(corpus)), 6),
        "phi": np.round(np.sign(statistic) * np.sqrt(np.abs(statistic) / max(corpus, 1.0)), 6),
        "expected": np.round(total * size / max(corpus, 1.0), 6),
    }
    wrong = []
    for place, row in enumerate(rows):
        if not row["counted"] <= row["n_cluster"] <= row["counted"] + row["hidden"]:
            wrong.append((row, f"n_cluster {row['n_cluster']}, {row['counted']} comptés"))
        for name, values in expected.items():
            if column[name][place] != values[place]:
                wrong.append((row, f"{name} {row[name]}, {values[place]} d’après ses comptes"))
    return wrong
