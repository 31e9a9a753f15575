"""Personal data in answers: flagged for a person to decide, with where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Bench


def found(bench: Bench, text: str) -> list[tuple[str, str]]:
    """Kind and slice of what is flagged in an answer."""
    bench.give("answers", {"answer_id": 1, "question_id": "1", "reference": "r", "text": text})
    return [(row["kind"], text[row["start"] : row["stop"]]) for row in bench.build("personal")]


@pytest.mark.parametrize(
    ("kind", "slice", "text"),
    [
        (
            "email",
            "jean.exemple@mail.example.org",
            "Écrivez à jean.exemple@mail.example.org, merci",
        ),
        ("phone", "06 12 34 56 78", "au 06 12 34 56 78 le soir"),
        ("phone", "+33 6.12.34.56.78", "au +33 6.12.34.56.78"),
        ("phone", "0612345678", "tel 0612345678."),
        ("iban", "FR76 3000 6000 0112 3456 7890 189", "RIB : FR76 3000 6000 0112 3456 7890 189"),
        ("social_security", "1 85 05 61 001 001 42", "sécu 1 85 05 61 001 001 42"),
        ("address", "12 bis rue des Lilas", "j’habite 12 bis rue des Lilas."),
        ("name", "Mme Dupont-Exemple", "demandez à Mme Dupont-Exemple !"),
        ("name", "M. Jean Exemple", "voyez M. Jean Exemple"),
    ],
)
def test_what_is_flagged(bench: Bench, kind: str, slice: str, text: str) -> None:
    """The slice of the answer, to the character."""
    assert (kind, slice) in found(bench, text)


@pytest.mark.parametrize(
    "text",
    [
        "Baisser la TVA à 5,5 % en 2019, soit 1 234 567 890 euros",
        "Monsieur le Président, Madame la Ministre",
        "50 rue après rue, il faut",
        "le 12/03/2019 à 18 h 30",
        "@ bientôt",
    ],
)
def test_what_is_not(bench: Bench, text: str) -> None:
    """Sums, dates and offices are nobody."""
    assert [] == [kind for kind, _ in found(bench, text) if kind != "address"]


def test_law(bench: Bench) -> None:
    """Twice the same in one answer is listed once; in any order, the same bytes."""
    assert [("email", "a@b.fr")] == found(bench, "a@b.fr ou a@b.fr")
    bench.give(
        "answers",
        *(
            {"answer_id": n, "question_id": "1", "reference": "r", "text": f"{n}@b.fr"}
            for n in range(5)
        ),
    )

    assert 1 == bench.law("personal")
