"""What people decided, as the tables that the stages of an edition start from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from synthesis.decisions.campaign import Said, campaign_of, machine
from synthesis.decisions.review import Review
from synthesis.decisions.rules import FIXED_CODES
from synthesis.ground.base import texts
from synthesis.publication.reviews import Reviewed
from synthesis.store import Warehouse

HIDDEN: Final = "█"
Rows = Iterator[tuple[Any, ...]]

SCHEMAS: Final = {
    "published": (("question_id", pa.string()),),
    "reviewed": (
        ("question_id", pa.string()),
        ("cluster_id", pa.int32()),
        ("key", pa.string()),
        ("home_id", pa.int32()),
        ("kind", pa.string()),
        ("label_fr", pa.string()),
        ("label_en", pa.string()),
        ("definition", pa.string()),
        ("position", pa.string()),
        ("status", pa.string()),
        ("signatures", pa.int32()),
    ),
    "changed": (
        ("question_id", pa.string()),
        ("answer_id", pa.int64()),
        ("state", pa.string()),
        ("cluster_id", pa.int32()),
    ),
    "isolated": (
        ("question_id", pa.string()),
        ("answer_id", pa.int64()),
        ("position", pa.string()),
    ),
    "masks": (("answer_id", pa.int64()), ("start", pa.int32()), ("stop", pa.int32())),
    "masked": (("answer_id", pa.int64()), ("text", pa.string())),
    "campaign_codes": (
        ("question_id", pa.string()),
        ("code", pa.string()),
        ("key", pa.string()),
        ("label_fr", pa.string()),
        ("label_en", pa.string()),
        ("definition", pa.string()),
    ),
    "coded": (
        ("question_id", pa.string()),
        ("unit", pa.int32()),
        ("answer_id", pa.int64()),
        ("is_random", pa.bool_()),
        ("coder", pa.string()),
        ("code", pa.string()),
        ("codes", pa.string()),
        ("confidence", pa.int32()),
    ),
}
GIVEN: Final = tuple(SCHEMAS)


def tables(reviews: Mapping[str, Reviewed], warehouse: Warehouse) -> dict[str, pa.Table]:
    """A table by name for each of GIVEN, of the questions reviewed."""
    found = {
        name: [row for each in reviews.values() for row in rows(each)]
        for name, rows in _ROWS.items()
    }
    found["masked"] = list(_masked(found["masks"], warehouse))
    return {name: _table(name, found[name]) for name in GIVEN}


def _table(name: str, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    schema = pa.schema(list(SCHEMAS[name]))
    return pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema)


def _published(each: Reviewed) -> Rows:
    yield (each.review.base.question,)


def _reviewed(each: Reviewed) -> Rows:
    review = each.review
    for key, found in review.base.clusters.items():
        cluster, home = review.clusters[key], review.home(key)
        yield (
            review.base.question,
            found.cluster_id,
            key,
            review.base.clusters[home].cluster_id,
            cluster.kind,
            cluster.label_fr,
            cluster.label_en,
            cluster.definition,
            cluster.position,
            review.status(key),
            _signatures(review, key),
        )


def _signatures(review: Review, key: str) -> int:
    if review.status(key) != "signed":
        return 0
    return sum(vote.verdict == "one_idea" for vote in review.votes_now(key).values())


def _changed(each: Reviewed) -> Rows:
    review = each.review
    for address in sorted({*review.moved, *review.aside}):
        place = review.place_of(address)
        number = None if place is None else review.base.clusters[place].cluster_id
        yield review.base.question, each.answers[address], review.state_of(address), number


def _isolated(each: Reviewed) -> Rows:
    for address, position in sorted(each.review.minority.items()):
        if each.review.state_of(address) == "analysed":
            yield each.review.base.question, each.answers[address], position


def _masks(each: Reviewed) -> Rows:
    for address, spans in sorted(each.review.masks.items()):
        for start, stop in spans:
            yield each.answers[address], start, stop


def _masked(masks: Iterable[tuple[Any, ...]], warehouse: Warehouse) -> Rows:
    spans: dict[int, list[tuple[int, int]]] = {}
    for answer_id, start, stop in masks:
        spans.setdefault(answer_id, []).append((start, stop))
    for answer_id, text in texts(warehouse, spans).items():
        for start, stop in spans[answer_id]:
            stop = min(stop, len(text))
            text = text[:start] + HIDDEN * (stop - start) + text[stop:]
        yield answer_id, text


def _campaign_codes(each: Reviewed) -> Rows:
    campaign = campaign_of(each.review)
    if campaign is None:
        return
    question = each.review.base.question
    for code in campaign.payload["codes"]:
        yield (
            question,
            code["code"],
            code.get("cluster") or None,
            code["label_fr"],
            code.get("label_en", ""),
            code.get("definition", ""),
        )
    for name in FIXED_CODES:
        yield question, name, None, "", "", ""


def _coded(each: Reviewed) -> Rows:
    """Units, each with all who coded it: people while it was blind, the run, who settled it."""
    review, campaign = each.review, campaign_of(each.review)
    if campaign is None:
        return
    said: dict[tuple[int, str], Said] = {
        (unit, coder): given for coder in campaign.coders
        for unit, given in campaign.first[coder].items()
    }  # fmt: skip
    if said:
        said |= {(unit, "machine"): given for unit, given in machine(review, campaign).items()}
    for unit in campaign.part(everything=True):
        settled = review.arbitrations.get(f"unit/{unit}")
        if settled is not None and settled.seq > campaign.seq:
            said[unit, "arbiter"] = Said((settled.outcome,), 0)
    for (unit, coder), given in sorted(said.items(), key=lambda pair: pair[0]):
        address = campaign.units[unit - 1]
        if address in each.answers:
            yield (
                review.base.question,
                unit,
                each.answers[address],
                unit <= campaign.payload["random"],
                coder,
                given.codes[0],
                " ".join(given.codes),
                given.confidence or None,
            )


_ROWS: Final[dict[str, Callable[[Reviewed], Rows]]] = {
    "published": _published,
    "reviewed": _reviewed,
    "changed": _changed,
    "isolated": _isolated,
    "masks": _masks,
    "campaign_codes": _campaign_codes,
    "coded": _coded,
}
