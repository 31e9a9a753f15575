"""The sample as it ships: a questionnaire and a Politizr export of one town, one synthesis."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
DOCUMENTS = ("p_d_debate", "p_d_reaction", "p_d_d_comment", "p_d_r_comment")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """A table of the Politizr export by the csv module alone."""
    path = SAMPLE / "politizr" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def left(run: Any) -> Iterator[Path]:
    """Every file the run left."""
    given = {"courvallon.csv", "consultation.toml"}
    for path in run.folder.rglob("*"):
        inside = path.relative_to(run.folder)
        if path.is_file() and inside.parts[0] != "politizr" and path.name not in given:
            yield path


def test_every_row_of_both_platforms(two_platforms: Any) -> None:
    """As the csv module counts them; one row of the questionnaire is given twice."""
    intake = {row["source"].split("/")[-1]: row for row in two_platforms.rows("intake")}

    assert {"courvallon.csv", *(f"{name}.csv" for name in DOCUMENTS)} == set(intake)
    for name in DOCUMENTS:
        row = intake[f"{name}.csv"]
        assert len(table(name)) == row["rows"] == row["contributions"]
    assert (2640, 2639, 1) == tuple(
        intake["courvallon.csv"][name] for name in ("rows", "contributions", "repeats")
    )


def test_an_appeal_crosses_platforms(two_platforms: Any) -> None:
    """The Fonderie and the buses: copies in the questionnaire and in réactions are one family."""
    crossing = [row for row in two_platforms.rows("families") if row["sources"] > 1]
    largest = sorted((row["answers"] for row in crossing), reverse=True)[:2]

    assert len(crossing) >= 2
    assert [34 + 8, 9 + 5] == largest
    page = next((two_platforms.edition / "q").glob("904.html")).read_text(encoding="utf-8")
    assert "en réponse à d’autres questions" in page


def test_threads_and_votes(two_platforms: Any) -> None:
    """Each réaction under its sujet or another réaction, as deep as the tree of the export."""
    threads = two_platforms.rows("threads")
    votes = {row["contribution_id"]: row for row in two_platforms.rows("votes")}
    levels = Counter(
        int(row["tree_level"])
        for row in table("p_d_reaction")
        if row["tree_level"] not in ("", "0")
    )
    placed = Counter(row["depth"] for row in threads if row["kind"] == "reaction" and row["depth"])
    drafts = sum(row["tree_level"] == "" for row in table("p_d_reaction"))

    assert [] == [row for row in threads if row["missing_parent"] or row["root_id"] is None]
    assert levels.total() + drafts == placed.total()
    assert {level: count for level, count in levels.items() if level > 1} == {
        level: count for level, count in placed.items() if level > 1
    }
    for column, cast in (("in_favour", "cast_for"), ("against", "cast_against")):
        assert sum(row[column] for row in votes.values()) == sum(
            row[cast] for row in votes.values()
        )


def test_what_moderators_removed_is_nowhere(two_platforms: Any) -> None:
    """Neither words fully moderated in what is published, nor the originals anywhere at all."""
    texts = [row["text"] for row in two_platforms.rows("answers")]
    hidden = [row for name in DOCUMENTS for row in table(name) if row["moderated"] == "1"]
    originals = [
        row["description"]
        for name in ("p_m_debate_historic", "p_m_reaction_historic")
        for row in table(name)
    ]
    passages = [text.split("</p>")[0].split("<p>")[-1][:60].encode() for text in originals]
    held = [path.read_bytes() for path in left(two_platforms)]

    assert len(hidden) >= 7
    assert not any(row["description"] in texts for row in hidden)
    assert originals
    current = " ".join(row["description"] for name in DOCUMENTS for row in table(name))
    gone = [passage for passage in passages if passage.decode() not in current]
    assert not any(passage in content for passage in gone for content in held)


def test_nobody_is_named(two_platforms: Any) -> None:
    """Names, e-mails and telephones of accounts are in no file the run leaves."""
    people = [
        value.encode()
        for row in table("p_user")
        for value in (row["email"], row["phone"], row["uuid"], row["password"])
        if len(value) > 5
    ]
    people += [row["published_by"].encode() for name in DOCUMENTS for row in table(name)
               if len(row["published_by"]) > 8 and row["p_user_id"]]  # fmt: skip
    found = [path for path in left(two_platforms)
             if any(each in path.read_bytes() for each in people)]  # fmt: skip

    assert len(people) > 200
    assert [] == found


def test_the_draft_says_who_could_speak(two_platforms: Any) -> None:
    """And shows each file, the threads, and the repairs."""
    page = (two_platforms.edition / "index.html").read_text(encoding="utf-8")

    for words in ("points de réputation", "Ce que chaque fichier a donné", "Qui répond à qui",
                  "cases dont les balises sont ôtées"):  # fmt: skip
        assert words in page


def test_states_of_politizr(two_platforms: Any) -> None:
    """Drafts, messages and system rows are not public; each is counted in its question."""
    states = Counter(row["state"] for row in two_platforms.rows("standings"))
    roots = sum(row["title"] == "ROOT NODE" for row in table("p_d_reaction"))
    private = Counter(row["declared"] for row in two_platforms.rows("standings"))

    assert roots == private["system"]
    assert (2, 3) == (private["direct"], private["draft"])
    assert states["not_public"] == roots + 5
    page = (two_platforms.edition / "index.html").read_text(encoding="utf-8")
    private_ = f'<data value="{roots + 5}" data-q="participation">'
    assert private_ in page.split('class="caution"')[0]
