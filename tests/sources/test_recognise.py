"""An export is recognised by what it holds, and an analyst is told what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from synthesis.errors import SourceError
from synthesis.sources import READERS, open_source, reader_named
from synthesis.sources.grand_debat import BASE
from synthesis.sources.reader import SourceEntry
from synthesis.sources.recognise import Recognised, Unknown, recognise
from synthesis.sources.summary import summary

SHARED = Path(__file__).parents[3] / "shared" / "data"


def found(folder: Path, text: str, name: str = "export.csv") -> Recognised | Unknown:
    path = folder / name
    path.write_bytes(text.encode())
    return recognise(path, folder / "work")


def grand_debat(folder: Path) -> Recognised | Unknown:
    header = ",".join([*BASE, "Q1 - Pour ?", "url"])
    row = ",2019-01-22 10:11:06,,,false,,author,Citoyen,61000,Oui,x"
    return found(folder, f"{header}\n{row}\n{row}\n\nfin\x00\n".replace("22 1", "01 1", 1))


def test_content_not_name(tmp_path: Path) -> None:
    """A table called GRAND_DEBAT.csv is still a table."""
    taken = found(tmp_path, "id,text\n1,deux mots\n", "LA_FISCALITE.csv")

    assert isinstance(taken, Recognised)
    assert "table" == taken.entry.reader
    assert {"id": "id", "text": "text"} == taken.entry.columns


def test_what_was_recognised_opens(tmp_path: Path) -> None:
    """The entry goes into a recipe as it is and gives the same layout."""
    taken = grand_debat(tmp_path)

    assert isinstance(taken, Recognised)
    assert taken.laid == open_source(taken.entry, tmp_path / "work", {})
    assert "export.csv" == taken.entry.name


def test_summary_of_an_export(tmp_path: Path) -> None:
    """Rows, period, questions with their kinds, what is left aside and what was odd, in French."""
    expected = [
        "export.csv : lecteur « grand-debat »",
        "  2 contributions, du 1er janvier 2019 au 22 janvier 2019, codage UTF-8",
        "  1 question : 1 ouverte",
        "    1      ouverte          Pour ?",
        "  colonnes laissées de côté : url",
        "  1 ligne écartée, pas autant de cellules que l’en-tête : 5",
        "  1 caractère nul retiré",
        "  1 ligne vide passée",
    ]

    assert expected == summary(grand_debat(tmp_path)).splitlines()


def test_summary_of_a_table(tmp_path: Path) -> None:
    """French dates are read day first; thousands are set apart by a narrow space."""
    rows = "".join(f"{rank},deux mots,{1 + rank % 28:02d}/03/2019\n" for rank in range(1200))
    expected = [
        "export.csv : lecteur « table »",
        "  1\u202f200 contributions, du 1er mars 2019 au 28 mars 2019, codage UTF-8",
        "  1 question : 1 fermée",
        "    text   fermée           text",
        "  colonnes lues : text = « text », id = « id », date = « date »",
    ]

    assert expected == summary(found(tmp_path, "id,text,date\n" + rows)).splitlines()


def test_unknown_files_are_not_guessed(tmp_path: Path) -> None:
    """Without a reader sure of it, a file is unknown, with what to try in a recipe."""
    unknown = found(tmp_path, "nom,propos\nAda,voici quelques mots\n")
    expected = [
        "export.csv : aucun lecteur n’est sûr de ce fichier",
        "  1 ligne, codage UTF-8",
        "  colonnes : nom, propos",
        "  aucune colonne ne porte un nom habituel de texte",
        '  à essayer, dans une recette : reader = "table", columns = { text = "propos" }',
    ]

    assert isinstance(unknown, Unknown)
    assert expected == summary(unknown).splitlines()
    with pytest.raises(SourceError, match=r"No reader is sure.*\n.*propos"):
        raise unknown.error()


def test_readers() -> None:
    """Readers are told apart by name; an unknown name lists the known ones."""
    assert len(READERS) == len({reader.name for reader in READERS})
    assert "table" == reader_named("table").name
    with pytest.raises(
        SourceError, match=r"Did you mean 'grand-debat'.*grand-debat, politizr, decidim, table"
    ):
        reader_named("grand_debats")


def test_an_unknown_reader_opens_nothing(tmp_path: Path) -> None:
    """A recipe written for another version is refused in plain words."""
    path = tmp_path / "export.csv"
    path.write_text("id,text\n1,a\n")

    with pytest.raises(SourceError, match="There is no reader 'loomio'"):
        open_source(SourceEntry("loomio", path, "export.csv"), tmp_path, {})


@pytest.mark.reference
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("formats/consul/ml_comments.json", "Consul"),
        ("cap-collectif/budget_proposals.csv", "Cap Collectif"),
        ("cap-collectif/consultation_opinions.csv", "Cap Collectif"),
        ("cap-collectif/debate_arguments.csv", "Cap Collectif"),
        ("polis/biodiversity_comments.csv", "pol.is"),
        ("formats/surveys/results-survey123456.csv", "LimeSurvey"),
        ("formats/surveys/Valmorel 2030.csv", "Google"),
        ("formats/granddebat/EVENTS.csv", "annonces"),
    ],
)
def test_platforms_without_a_reader(tmp_path: Path, name: str, what: str) -> None:
    """Exports of platforms whose reader is still to come are named, never taken for tables."""
    unknown = recognise(SHARED / name, tmp_path)

    assert isinstance(unknown, Unknown)
    assert unknown.platform is not None
    assert what in summary(unknown)


@pytest.mark.reference
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")
def test_every_sample_is_read_or_refused(tmp_path: Path) -> None:
    """No file of any format ends in a traceback."""
    places = {path: path for path in SHARED.rglob("*") if path.is_file()}
    for path in places:
        try:
            recognise(path, tmp_path)
        except SourceError as error:
            places[path] = Path(str(error.where))

    assert list(places) == list(places.values())
    assert len(places) > 100
