"""What a page on a cluster shows (S2): sizes, terms, what it comes with, how solid it is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from synthesis.methods import keyness as method
from synthesis.methods.specificity import lafon
from synthesis.report.wording import STABLE, UNSTABLE
from synthesis.review.asking import ask
from synthesis.review.corpus import NO_DAY, NONE
from synthesis.review.members import Members
from synthesis.settings import Settings

OVER: Final = 15  # terms shown of each kind
UNDER: Final = 5
NEAREST: Final = 5
EPOCH: Final = datetime.date(1970, 1, 1)

Facts = dict[str, Any]


def facts(members: Members, analysed: int | None = None) -> Facts:
    """Sizes of a cluster: answers, of what, by how many people, in how many wordings, when.

    `analysed` is the denominator: as the run has it, unless decisions changed it. `authors` are
    known ones; `of_unknown` counts answers whose author the source does not name; `top_author`
    is the most answers of one known author. Days are ISO dates, None where no answer has one.
    """
    sizes = members.once("sizes", lambda: _sizes(members))
    return {**sizes, "analysed": sizes["analysed"] if analysed is None else analysed}


def _sizes(members: Members) -> Facts:
    corpus, rows = members.corpus, members.rows
    authors = corpus.authors[rows]
    _, per_author = np.unique(authors[authors != NONE], return_counts=True)
    days = corpus.days[rows]
    days = days[days != NO_DAY]
    classified = int((corpus.clusters != NONE).sum())
    return {
        "answers": len(rows),
        "analysed": int(corpus.analysed.sum()),
        "classified": classified,
        "contributions": len(np.unique(corpus.contributions[rows])),
        "authors": len(per_author),
        "of_unknown": int((authors == NONE).sum()),
        "top_author": int(per_author.max(initial=0)),
        "wordings": len(np.unique(corpus.wordings[rows])),
        "first_day": _day(days.min()) if len(days) else None,
        "last_day": _day(days.max()) if len(days) else None,
        "segments": int(members.segments.sum()),
        "parts": list(members.clusters),
        "taken_out": len(members.out),
        "put_in": len(members.into),
        "is_as_found": members.is_as_found,
    }


def solidity(members: Members) -> list[Facts]:
    """One row per cluster of the run it is made of: stability, its class, and other worlds.

    A merged cluster has no stability of its own until a run makes it.
    """
    corpus = members.corpus
    asked = {"question": corpus.question, "clusters": list(members.clusters)}
    worlds: dict[int, dict[str, float]] = {number: {} for number in members.clusters}
    for row in ask(corpus.warehouse, "worlds", **asked):
        worlds[row["cluster_id"]][row["world"]] = row["jaccard"]
    return [
        {**row, "level": _level(row["stability"]), "worlds": worlds[row["cluster_id"]]}
        for row in ask(corpus.warehouse, "steadiness", **asked)
    ]


def terms(
    members: Members, settings: Settings, over: int = OVER, under: int = UNDER
) -> dict[str, list[Facts]]:
    """The terms a cluster uses more (`over`) and less (`under`) than the other classified segments.

    statistic: signed chi-squared; specificity: Lafon's; n_cluster, n_corpus, expected: segments.
    As table `keyness` has them for a cluster as found; counted anew, by the same rule, for one
    that people changed.
    """
    if members.is_as_found:
        rows = ask(
            members.corpus.warehouse,
            "keyness",
            question=members.corpus.question,
            cluster=members.clusters[0],
            over=over,
            under=under,
        )
    else:
        rows = _counted(members, settings, over, under)
    label = dict(zip(members.corpus.terms, members.corpus.labels, strict=True))
    listed = [{**row, "label": label.get(row["term"], row["term"])} for row in rows]
    return {
        "over": [row for row in listed if row["statistic"] > 0],
        "under": [row for row in listed if row["statistic"] < 0],
    }


def _counted(members: Members, settings: Settings, over: int, under: int) -> list[Facts]:
    inside, total = members.counts.astype(np.float64), members.totals.astype(np.float64)
    size, whole = float(members.segments.sum()), float(members.classified.sum())
    statistic = method.chi2(inside, total, np.full(len(inside), size), whole)
    expected = total * size / max(whole, 1.0)
    told = (np.abs(statistic) >= settings.min_chi2) & (
        (statistic > 0) | (expected >= settings.min_expected)
    )
    # Rounded as the tables are, so that near equals fall in the same order: terms are sorted.
    rounded = np.round(statistic, 6)
    order = np.lexsort((np.arange(len(rounded)), -np.abs(rounded)))
    kept = [
        *[place for place in order if told[place] and statistic[place] > 0][:over],
        *[place for place in order if told[place] and statistic[place] < 0][:under],
    ]
    specificity = lafon(inside[kept], total[kept], np.full(len(kept), size), int(whole))
    return [
        {
            "term": members.corpus.terms[place],
            "statistic": float(rounded[place]),
            "specificity": round(float(special), 6),
            "n_cluster": int(inside[place]),
            "n_corpus": int(total[place]),
            "expected": round(float(expected[place]), 6),
        }
        for place, special in zip(kept, specificity, strict=True)
    ]


def cosines(several: Sequence[Members]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Cosine of each pair of clusters, shape (clusters, clusters), rounded to six decimals.

    Of each kept term, the segments that hold it, alone or in an expression, times ln(N / n): n of
    the N classified segments do, so that what all clusters say brings none together.
    """
    if not several:
        return np.zeros((0, 0))
    corpus = several[0].corpus
    whole, totals = max(int((corpus.memberships != NONE).sum()), 1), corpus.worded_totals
    rarity = np.log(whole / np.maximum(totals, 1)) * (totals > 0)
    profile = np.stack([each.worded * rarity for each in several])
    length = np.sqrt((profile**2).sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        cosine = (profile @ profile.T) / np.outer(length, length)
    found: np.ndarray[Any, np.dtype[np.float64]] = np.round(np.nan_to_num(cosine), 6)
    return found


def nearest(members: Members, others: Mapping[str, Members], limit: int = NEAREST) -> list[Facts]:
    """The clusters that say most nearly the same: key, cosine of term profiles, and size."""
    keys = sorted(others)
    found = cosines([members, *(others[key] for key in keys)])
    ranked = sorted(zip(keys, found[0, 1:].tolist(), strict=True), key=lambda pair: -pair[1])
    return [
        {"key": key, "cosine": cosine, "answers": len(others[key].rows)}
        for key, cosine in ranked[:limit]
    ]


def _level(stability: float | None) -> str | None:
    """Hennig's class of a mean Jaccard: dissolved, fragile or stable."""
    if stability is None:
        return None
    if stability < UNSTABLE:
        return "dissolved"
    return "fragile" if stability < STABLE else "stable"


def _day(number: int) -> str:
    return (EPOCH + datetime.timedelta(days=int(number))).isoformat()
