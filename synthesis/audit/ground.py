"""What the run had found, as far as an edition tells: the ground its decisions were laid on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from synthesis.outcomes import EDITION
from synthesis.publication.building import WITHIN
from synthesis.store import Store
from synthesis.tables import TABLES

# Undoes what people decided: an answer goes back to the state and the cluster of the run.
FOUND: Final = {
    "states": """
        select
            answer_id, contribution_id, reference, question_id,
            coalesce(decided.found_state, assignments.state) as state
        from assignments
        left join decided using (question_id, answer_id)
    """,
    "copies": """
        select answer_id, question_id, family_id from assignments where family_id is not null
    """,
    "assignments": """
        select
            assignments.* replace (
                coalesce(decided.found_state, assignments.state) as state,
                case when decided.answer_id is null
                    then assignments.cluster_id else decided.found_cluster_id end as cluster_id
            )
        from assignments
        left join decided using (question_id, answer_id)
    """,
    "ledger": """
        select question_id, state, count(*) as answers,
            count(distinct contribution_id) as contributions
        from found_states
        group by question_id, state
        union all
        select ledger.*
        from ledger
        where state = 'empty' or question_id not in (select question_id from found_states)
    """,
    # Authors are not published: nobody can count them again.
    "clusters": """
        select
            counted.*,
            coalesce(inside.segments, 0) as segments,
            0 as authors,
            stability.mean_jaccard as stability
        from (
            select
                question_id, cluster_id,
                count(*) as answers, count(distinct contribution_id) as contributions,
                sha256(string_agg(reference, chr(10) order by reference)) as digest
            from found_assignments
            where cluster_id is not null
            group by question_id, cluster_id
        ) as counted
        left join (
            select question_id, cluster_id, count(*) as segments
            from memberships
            group by question_id, cluster_id
        ) as inside using (question_id, cluster_id)
        left join stability using (question_id, cluster_id)
    """,
}
UNTOLD: Final = ("authors", "traits")  # tables of the run that the line reads, never published


def take(store: Store, tables: Path) -> None:
    """Make every published table readable under its name; AuditError for the first that is not."""
    for table in EDITION:
        store.take(table.name, tables / f"{table.name}.parquet")


def rebuilt(store: Store, tables: Path, parts: Path) -> Mapping[str, Path]:
    """A part for each table of the run that an edition tells, published or brought back."""
    parts.mkdir(parents=True, exist_ok=True)
    found = {name: tables / f"{name}.parquet" for name, table in TABLES.items() if table.published}
    for name, sql in FOUND.items():
        found[name] = parts / f"{name}.parquet"
        store.write(name, sql, {}, found[name])
        store.see(f"found_{name}", found[name])
    for name in UNTOLD:
        columns = ", ".join(f"null::{each.type} as {each.name}" for each in TABLES[name].columns)
        found[name] = parts / f"{name}.parquet"
        store.write(name, f"select {columns} where false", {}, found[name])
    return found


def of_questions(
    store: Store,
    found: Mapping[str, Path],
    names: Iterable[str],
    questions: Iterable[str],
    parts: Path,
) -> dict[str, Path]:
    """Parts of the tables named with the rows of these questions alone."""
    parts.mkdir(parents=True, exist_ok=True)
    listed = list(questions)
    store.create("wanted", "select unnest($questions::varchar[]) as question_id",
                 {"questions": listed})  # fmt: skip
    made = {}
    for name in names:
        made[name] = parts / f"{name}.parquet"
        source = f"select * from found_{name}" if name in FOUND else f"select * from {name}"
        store.write(name, f"{source} where {_within(name)}", {}, made[name])
    return made


def _within(name: str) -> str:
    """The condition on a table that its rows be of the questions in `wanted`."""
    if "question_id" in TABLES[name].column_names:
        return "question_id in (select question_id from wanted)"
    above = WITHIN[name]
    key = TABLES[above].key[0]
    return f"{key} in (select {key} from {above} where {_within(above)})"


def assemble(store: Store, found: Mapping[str, Sequence[Path]], target: Path) -> None:
    """The warehouse of a run from its parts; a table nobody can tell is there, and empty."""
    store.assemble({name: found.get(name, ()) for name in TABLES}, target)
