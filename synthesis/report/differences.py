"""What an edition says otherwise than the one before it: questions, states, themes, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from synthesis.store import Row, Store

What = Literal["question", "state", "theme", "decision"]
ABOUT: Final = ("questions", "ledger", "themes", "theme_clusters", "codings", "reviewed")


@dataclass(frozen=True)
class Difference:
    """One count that changed; `before` or `after` is None where there was, or is, no such thing.

    question: answers analysed of a question published now and not before, or before and not
    now; state: answers of a question in a state of the ledger; theme: answers that hold it;
    decision: events of the journal by operation. `name` is the state, the theme or the operation;
    labels are those of the theme now, or else before, and `former_fr` the French one it had if it
    was another.
    """

    what: What
    question_id: str
    name: str
    label_fr: str
    label_en: str
    former_fr: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Summary:
    """The counts of one edition, as its tables and its manifest give them."""

    published: Mapping[str, int]
    states: Mapping[tuple[str, str], int]
    themes: Sequence[Row]
    decisions: Mapping[str, int]


def summary(store: Store, folder: Path, manifest: Mapping[str, Any]) -> Summary:
    """The counts of the edition in a folder."""
    for name in ABOUT:
        store.see(f"{name}_told", folder / "tables" / f"{name}.parquet")
    published = manifest["questions"]["published"]
    ledger = store.rows(_LEDGER)
    analysed = {row["question_id"]: int(row["answers"]) for row in ledger
                if row["state"] == "analysed"}  # fmt: skip
    return Summary(
        {id: analysed.get(id, 0) for id in published},
        {(row["question_id"], row["state"]): int(row["answers"]) for row in ledger},
        store.rows(_THEMES),
        manifest["printed"]["decisions"],
    )


def between(former: Summary, present: Summary) -> tuple[Difference, ...]:
    """What changed from one edition to the next, in the order of a report; nothing if nothing."""
    return tuple(
        each
        for found in (
            _came_and_went(former.published, present.published),
            _counted("state", former.states, present.states),
            _themes(former.themes, present.themes),
            _counted("decision", _named(former.decisions), _named(present.decisions)),
        )
        for each in found
    )


def as_json(found: Sequence[Difference], former: int | None) -> dict[str, object]:
    """The content of `differences.json`; `former` is the number of the edition before."""
    return {"previous": former, "differences": [asdict(each) for each in found]}


def _came_and_went(former: Mapping[str, int], present: Mapping[str, int]) -> Iterator[Difference]:
    for question in sorted(former.keys() ^ present.keys()):
        before, after = former.get(question), present.get(question)
        yield Difference("question", question, "", "", "", "", before, after)


def _named(counts: Mapping[str, int]) -> dict[tuple[str, str], int]:
    return {("", name): n for name, n in counts.items()}


def _counted(
    what: What, former: Mapping[tuple[str, str], int], present: Mapping[tuple[str, str], int]
) -> Iterator[Difference]:
    for key in sorted({*former, *present}):
        before, after = former.get(key), present.get(key)
        if before != after:
            yield Difference(what, *key, "", "", "", before, after)


def _themes(former: Sequence[Row], present: Sequence[Row]) -> Iterator[Difference]:
    """Themes that came, went, or hold more or fewer answers, or have another name.

    A theme is the same where the codebook calls it so, or the run found the same cluster; where
    neither can be, since the run found others, where people gave it the same name.
    """
    twins: dict[int, Row] = {}
    left = list(former)
    for same in (_same_thing, _same_name):
        for place, row in enumerate(present):
            twin = next((each for each in left if same(each, row)), None)
            if place not in twins and twin is not None:
                twins[place] = twin
                left.remove(twin)
    for place, row in enumerate(present):
        twin = twins.get(place)
        before = None if twin is None else int(twin["answers"])
        renamed = "" if twin is None or twin["label_fr"] == row["label_fr"] else twin["label_fr"]
        if before != int(row["answers"]) or renamed:
            yield _theme(row, renamed, before, int(row["answers"]))
    for row in left:
        yield _theme(row, "", int(row["answers"]), None)


def _same_thing(one: Row, other: Row) -> bool:
    known = "theme_id" if one["source"] == "codebook" else "key"
    return all(one[name] == other[name] for name in ("question_id", "source", known))


def _same_name(one: Row, other: Row) -> bool:
    return all(one[name] == other[name] for name in ("question_id", "source", "label_fr"))


def _theme(row: Row, former_fr: str, before: int | None, after: int | None) -> Difference:
    return Difference(
        "theme",
        row["question_id"],
        row["theme_id"],
        row["label_fr"],
        row["label_en"] or "",
        former_fr,
        before,
        after,
    )


# Of open questions: closed ones have no states to tell.
_LEDGER: Final = """
select
    ledger_told.question_id,
    state,
    answers
from ledger_told
join questions_told using (question_id)
where kind = 'open'
order by position, state
"""

# A theme of a cluster is known by the key the journal has for that cluster.
_THEMES: Final = """
with

held as (
    select
        question_id,
        theme_id,
        count(distinct answer_id) as answers
    from codings_told
    group by question_id, theme_id
),

keys as (
    select
        theme_clusters_told.question_id,
        theme_clusters_told.theme_id,
        min(reviewed_told.key) as key
    from theme_clusters_told
    join reviewed_told using (question_id, cluster_id)
    group by theme_clusters_told.question_id, theme_clusters_told.theme_id
)

select
    themes_told.question_id,
    themes_told.theme_id,
    themes_told.source,
    themes_told.label_fr,
    themes_told.label_en,
    coalesce(keys.key, '') as key,
    coalesce(held.answers, 0) as answers
from themes_told
left join held using (question_id, theme_id)
left join keys using (question_id, theme_id)
order by themes_told.question_id, themes_told.position
"""
