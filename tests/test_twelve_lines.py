"""The page that explains each statistic on twelve lines: every figure of it, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import scipy.sparse as sp

from synthesis.methods import keyness
from synthesis.methods.agreement import cohen, krippendorff
from synthesis.methods.axis import first_axis
from synthesis.methods.correspondence import correspondence
from synthesis.methods.grain import shared_bits
from synthesis.methods.reinert import classify
from synthesis.methods.specificity import lafon
from synthesis.methods.stability import clusterwise_jaccard
from synthesis.methods.weighting import counts_by_group, log_odds
from synthesis.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import Bench

DOCS = Path(__file__).parents[1] / "docs"
PAGES = [DOCS / "twelve-lines.md", DOCS / "douze-lignes.md"]


def lines_of(page: Path) -> list[list[str]]:
    """The twelve lines as the page prints them, in order."""
    cells = re.findall(r"\| (\d+) ([a-zé ]+?) (?=\|)", page.read_text(encoding="utf-8"))
    return [words.split() for _, words in sorted(cells, key=lambda cell: int(cell[0]))]


LINES = lines_of(PAGES[0])
TERMS = sorted({term for line in LINES for term in line})


@pytest.fixture(scope="module")
def figures(lasting_bench: Bench) -> dict[str, float]:
    """Each figure of the pages by its name, from the modules that compute editions."""
    x = sp.csr_matrix(np.array([[float(term in line) for term in TERMS] for line in LINES]))
    tree = classify(x, 2)
    clusters = tree.groups(2)
    labels = np.array([1, 2])
    inside = counts_by_group(x, clusters, labels)
    total = np.broadcast_to(inside.sum(axis=0), inside.shape)
    size = np.broadcast_to(np.bincount(clusters)[1:, None].astype(float), inside.shape)
    chi2 = keyness.chi2(inside, total, size, 12.0)
    p = keyness.p_value(chi2)
    bus, school = (0, TERMS.index("bus")), (0, TERMS.index("école"))
    weights = log_odds(inside, Settings().smoothing)
    scores = x @ weights.T
    one = np.array([1] * 6 + [2] * 5 + [1], dtype=np.int64)
    other = np.array([1] * 5 + [2] * 7, dtype=np.int64)
    table = np.array([[((one == a) & (other == b)).sum() for b in labels] for a in labels])
    pair = collocations(lasting_bench)["école cantine"]
    return {
        "lines": len(LINES),
        "entries": x.sum(),
        "lines with bus": total[bus],
        "chi2 of the cut": tree.heights[0],
        "expected bus": total[bus] * size[bus] / 12,
        "chi2 of bus": chi2[bus],
        "p of bus": p[bus],
        "q of bus": keyness.benjamini_hochberg(p.ravel()).reshape(p.shape)[bus],
        "G2 of bus": keyness.log_likelihood(inside, total, size, 12.0)[bus],
        "specificity of bus": lafon(inside, total, size, 12)[bus],
        "phi of bus": (chi2[bus] / 12) ** 0.5,
        "weight of bus": weights[bus],
        "weight of école": weights[school],
        "score of line 2": scores[1, 0],
        "score of line 6": scores[5, 0],
        "inertia": correspondence(inside).inertia,
        "Jaccard": clusterwise_jaccard(one, other, labels)[0],
        "shared bits": shared_bits(one, other),
        "log-odds of école cantine": pair[0],
        "z of école cantine": pair[1],
        "kappa": cohen(table.astype(float)),
        "alpha": krippendorff(np.array([one, other], dtype=float)),
    }


def collocations(bench: Bench) -> dict[str, tuple[float, float]]:
    """λ and z of each pair, by the stage that makes the table."""
    rows = list(enumerate(LINES))
    bench.give("readings", *({"segment_id": n, "answer_id": n, "forms": w} for n, w in rows))
    bench.give("copies")
    bench.give("forms", *({"form": term, "reason": None} for term in TERMS))
    found = bench.build("collocations", min_expression_answers=1)
    return {row["expression"]: (row["log_odds"], row["z"]) for row in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_figure(page: Path, figures: dict[str, float]) -> None:
    """As the page rounds it; none unknown, none left out."""
    printed = re.findall(r"`([^`=]+) = ([^`]+)`", page.read_text(encoding="utf-8"))

    assert set(figures) == {name for name, _ in printed}
    for name, value in printed:
        plain = value.replace(",", ".")
        digits = len(plain.partition(".")[2])
        assert plain == f"{figures[name]:.{digits}f}", name


def test_the_same_lines_in_both_languages() -> None:
    """Twelve of them."""
    assert 12 == len(LINES)
    assert LINES == lines_of(PAGES[1])


def test_what_the_pages_tell_of_the_cut() -> None:
    """The order on the axis, the clusters, and which lines are in doubt."""
    x = sp.csr_matrix(np.array([[float(term in line) for term in TERMS] for line in LINES]))
    places = np.round(first_axis(x), 9)
    clusters = classify(x, 2).groups(2)

    assert [3, 4, 2, 1, 5, 6, 12, 7, 8, 10, 9, 11] == (1 + places.argsort(kind="stable")).tolist()
    for one, other in ((3, 4), (1, 5), (6, 12), (7, 8)):
        assert places[one - 1] == places[other - 1]
    assert 8 == len(set(places.tolist()))
    assert [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 1] == clusters.tolist()
