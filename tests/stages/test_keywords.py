"""Keywords: terms and repeated expressions, by the answers that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench

STOP = {"de", "la", "l'", "le"}


def keywords(
    bench: Bench, *answers: str, copied: tuple[int, ...] = (), **settings: object
) -> list[tuple[str, str, int]]:
    """Kind, term and answers of texts given as forms between spaces, one segment each."""
    rows = [(n, text.split()) for n, text in enumerate(answers)]
    forms = sorted({form for _, read in rows for form in read} - {"."})
    bench.give("readings", *({"segment_id": n, "answer_id": n, "forms": read} for n, read in rows))
    bench.give("segments", *({"segment_id": n, "answer_id": n} for n, _ in rows))
    bench.give("copies", *({"answer_id": n, "family_id": copied[0]} for n in copied))
    bench.give(
        "forms",
        *({"form": f, "term": f, "reason": "stop_word" if f in STOP else None} for f in forms),
    )
    bench.give(
        "vocabulary",
        *({"term": f, "label": f.upper(), "reason": "rare" if f in STOP else None} for f in forms),
    )
    return [(r["kind"], r["term"], r["answers"]) for r in bench.build("keywords", **settings)]


def expressions(
    bench: Bench, *answers: str, copied: tuple[int, ...] = (), **settings: object
) -> dict[str, int]:
    found = keywords(bench, *answers, copied=copied, **settings)
    return {term: count for kind, term, count in found if kind == "expression"}


def test_terms_by_answers(bench: Bench) -> None:
    """Answers with the term, not its occurrences; and their share of the analysed ones."""
    found = keywords(bench, "eau eau", "eau", "tri", "la")

    assert [("term", "eau", 2), ("term", "tri", 1)] == found
    assert [0.5, 0.25] == [row["share"] for row in bench.build("keywords")]
    assert ["EAU", "TRI"] == [row["label"] for row in bench.build("keywords")]


def test_an_answer_of_two_segments_is_one_answer(bench: Bench) -> None:
    """It counts once for its terms, once in the share."""
    keywords(bench, "eau", "eau", "tri")
    bench.store.rows("update readings set answer_id = 0 where segment_id = 1")
    bench.store.rows("update segments set answer_id = 0 where segment_id = 1")

    assert [("eau", 1, 0.5), ("tri", 1, 0.5)] == [
        (row["term"], row["answers"], row["share"]) for row in bench.build("keywords")
    ]


def test_an_expression_is_repeated(bench: Bench) -> None:
    """In three answers at least, once counted in each, from content word to content word."""
    thrice = ["le prix de l' eau augmente . prix de l' eau"] * 3

    assert {"prix de l'eau augmente": 3} == expressions(bench, *thrice, max_expression_words=5)
    assert {"prix de l'eau": 3, "eau augmente": 3} == expressions(bench, *thrice)
    assert {} == expressions(bench, *thrice[:2])


def test_no_expression_crosses_punctuation(bench: Bench) -> None:
    """« l'eau. Prix » is not an expression."""
    assert {} == expressions(bench, *["eau . prix"] * 9)


def test_a_longer_expression_stands_for_the_shorter(bench: Bench) -> None:
    """Where four fifths of those who write the one write the other; else both are listed."""
    both = ["grande halle verte"] * 4

    assert {"grande halle verte": 4} == expressions(bench, *both, "grande halle")
    assert {"grande halle verte": 4, "grande halle": 6} == expressions(
        bench, *both, "grande halle", "grande halle"
    )


def test_an_elision_hides_no_expression(bench: Bench) -> None:
    """« eau potable » is in « l'eau potable coule », « halle » is not in « halles vertes »."""
    assert {"coupe l'eau potable": 4} == expressions(bench, *["coupe l' eau potable"] * 4)
    assert {"grande halle": 4, "grande halles vertes": 4} == expressions(
        bench, *["grande halles vertes . grande halle"] * 4, nested_share=0.9
    )


def test_an_appeal_is_one_way_of_saying_it(bench: Bench) -> None:
    """Copies of one text repeat nothing by themselves; beside two others, all are counted."""
    said = ["grande halle"] * 5

    assert {} == expressions(bench, *said, copied=(0, 1, 2, 3))
    assert {"grande halle": 5} == expressions(bench, *said, copied=(0, 1, 2))


def test_so_many_of_each(bench: Bench) -> None:
    """The commonest, then in alphabetical order."""
    found = keywords(bench, "eau tri", "eau vert", "bus", keywords=2)

    assert [("term", "bus", 1), ("term", "eau", 2)] == found


def test_law(bench: Bench) -> None:
    """No share above one; in any order, the same bytes."""
    keywords(bench, *["eau de pluie . tri", "tri de la pluie", "eau de pluie"] * 3)

    assert all(0 < row["share"] <= 1 for row in bench.build("keywords"))
    assert 1 == bench.law("keywords")
