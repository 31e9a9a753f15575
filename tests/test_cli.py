"""The command as a newcomer meets it: what it says, where it says it, the code it ends with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import synthesis
from synthesis import recipe
from synthesis.cli import main
from synthesis.settings import Settings

Doleances = Callable[..., Any]
Files = Mapping[str, str | bytes | None]  # None: a folder

TABLE = "id,text\n1,Baisser la TVA\n2,Des trains le dimanche\n"
RECIPE = """\
[consultation]
id = "essai"

[[sources]]
reader = "table"
path = "a.csv"
columns = { id = "id", text = "text" }
"""
LEXICON: Files = {
    f"mots/{name}.txt": "" for name in ("stopwords", "expressions", "equivalents", "no_content")
}
INLINE = "run --inline "


def lay(folder: Path, files: Files) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.mkdir()
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8")


def with_recipe(old: str = "", new: str = "", **more: str | bytes) -> Files:
    """A recipe with one passage changed, its export and other files beside it."""
    assert old in RECIPE
    return {"a.csv": TABLE, "r.toml": RECIPE.replace(old, new, 1) if old else RECIPE + new} | more


def test_help_names_every_command(doleances: Doleances, tmp_path: Path) -> None:
    """With or without --help, a newcomer is told what can be typed."""
    told = doleances("--help", cwd=tmp_path)

    assert (0, "") == (told.code, told.err)
    assert told.out.startswith("Usage: doleances [OPTIONS] COMMAND")
    for command in ("init", "run", "concordance", "sources", "settings"):
        assert re.search(rf"^  {command} +\w", told.out, re.MULTILINE)
        assert 0 == CliRunner().invoke(main, [command, "-h"]).exit_code


def test_version(doleances: Doleances, tmp_path: Path) -> None:
    """The version is the one written in every edition."""
    told = doleances("--version", cwd=tmp_path)

    assert (0, f"doleances, version {synthesis.__version__}\n") == (told.code, told.out)


def test_sources(doleances: Doleances, tmp_path: Path) -> None:
    """One line a reader: its name, and what it expects."""
    told = doleances("sources", cwd=tmp_path)

    assert 0 == told.code
    assert ["grand-debat", "politizr", "decidim", "table"] == [
        line.split()[0] for line in told.out.splitlines()
    ]
    assert "questions rapides, restitutions" in told.out


def test_settings(doleances: Doleances, tmp_path: Path) -> None:
    """One line a setting: its name, its default, its reason."""
    told = doleances("settings", cwd=tmp_path)
    lines = [line.split(maxsplit=2) for line in told.out.splitlines()]

    assert 0 == told.code
    assert [*vars(Settings())] == [name for name, _, _ in lines]
    assert [str(each) for each in vars(Settings()).values()] == [default for _, default, _ in lines]


def test_init_run_concordance(doleances: Doleances, sample: Path) -> None:
    """From an export to a draft with three commands, the recipe written and read on the way."""
    folder = sample.parent
    init = doleances("init", "courvallon.csv", "-o", "etude/r.toml", cwd=folder)
    (folder / "etude").mkdir()
    init = doleances("init", "courvallon.csv", "-o", "etude/r.toml", cwd=folder)
    written = recipe.read(folder / "etude" / "r.toml")
    run = doleances("run", "--inline", "etude/r.toml", "--question", "901", cwd=folder)
    found = doleances("concordance", "ralentisseurs", "etude/r.toml", "--limit", "3", cwd=folder)

    assert (0, "") == (init.code, init.err)
    assert "courvallon.csv : lecteur « grand-debat »" in init.out
    assert "Recette écrite : etude/r.toml" in init.out
    assert folder / "courvallon.csv" == written.sources[0].path
    assert ["901", "904", "906"] == [id for id, kind in written.kinds.items() if kind == "open"]
    assert 0 == run.code
    assert (folder / "etude/reports/courvallon/draft/index.html").is_file()
    assert (0, "") == (found.code, found.err)
    *lines, total = found.out.splitlines()
    assert 3 == len(lines)
    assert re.fullmatch(r"\d+ occurrences, 3 montrées", total)
    for line in lines:
        assert re.search(r"(?i)  ralentisseurs?  .*  9-\d+$", line)


def test_a_word_nobody_wrote(doleances: Doleances, sample_run: Any) -> None:
    """A concordance may be empty: that is an answer, not an error."""
    told = doleances("concordance", "xylophone", "consultation.toml", cwd=sample_run.folder)

    assert (0, "0 occurrences\n", "") == (told.code, told.out, told.err)


def test_a_concordance_of_one_question(doleances: Doleances, sample_run: Any) -> None:
    """Fewer lines than of all questions; one that is not open is refused."""
    words = ("concordance", "train", "consultation.toml", "--limit", "0", "--question")
    all_of_them = doleances(*words[:-1], cwd=sample_run.folder)
    one = doleances(*words, "901", cwd=sample_run.folder)
    refused = doleances(*words, "902", cwd=sample_run.folder)

    assert 0 < int(one.out.split()[0]) < int(all_of_them.out.split()[0])
    assert (2, "") == (refused.code, refused.out)
    assert (
        "Question '902' is closed: it has no words to read.\n  → Open questions: 901, 904, 906."
        in refused.err
    )


def test_init_never_replaces_a_recipe_unasked(doleances: Doleances, tmp_path: Path) -> None:
    """What an analyst corrected by hand is only replaced by --force."""
    lay(tmp_path, {"a.csv": TABLE, "consultation.toml": "# la mienne"})
    refused = doleances("init", "a.csv", cwd=tmp_path)
    kept = (tmp_path / "consultation.toml").read_text(encoding="utf-8")
    forced = doleances("init", "a.csv", "--force", cwd=tmp_path)

    assert (2, "") == (refused.code, refused.out)
    assert "doleances: consultation.toml: This recipe is already there.\n  → " in refused.err
    assert "# la mienne" == kept
    assert 0 == forced.code
    assert "a" == recipe.read(tmp_path / "consultation.toml").id


def test_init_shows_what_it_does_not_recognise(doleances: Doleances, tmp_path: Path) -> None:
    """No recipe is written, and the analyst is told what to write in one."""
    lay(tmp_path, {"b.csv": "a,b\nune,deux\n"})
    told = doleances("init", "b.csv", cwd=tmp_path)

    assert 2 == told.code
    assert "doleances: b.csv: No reader is sure of these columns" in told.err
    assert 'reader = "table"' in told.err
    assert not (tmp_path / "consultation.toml").exists()


# fmt: off
BAD: dict[str, tuple[Files, str, list[str]]] = {
    "no such file": ({}, INLINE + "absent.csv", ["absent.csv: No such file.", "→ Check the path"]),
    "no such recipe": ({}, INLINE + "absent.toml", ["absent.toml: No such recipe.", "init EXPORT"]),
    "a folder": ({"d": None}, INLINE + "d", ["d: This folder holds no table", "→ Give the folder"]),
    "a folder called a recipe": ({"d.toml": None}, INLINE + "d.toml", ["d.toml: Cannot be read"]),
    "an empty file": ({"a.csv": ""}, INLINE + "a.csv", ["a.csv: The file is empty."]),
    "an empty recipe": ({"r.toml": ""}, INLINE + "r.toml", ["r.toml: [consultation] has no `id`"]),
    "a header and no row": (
        {"a.csv": "id,text\n"}, INLINE + "a.csv", ["a.csv: There is a header of 2 columns and no"]),
    "a binary file": (
        {"a.csv": bytes(range(256)) * 40}, INLINE + "a.csv", ["a.csv: This is a binary file"]),
    "nothing but NUL": (
        {"a.csv": b"\0" * 9000}, INLINE + "a.csv", ["a.csv: The file holds nothing but blanks"]),
    "full of NUL": (
        {"a.csv": TABLE.replace("e", "\0e\0\0").encode()}, INLINE + "a.csv", ["a.csv: ", "binary"]),
    "an image": ({"a.csv": b"\x89PNG\r\n\x1a\n" * 99}, INLINE + "a.csv", ["a.csv: This is an ima"]),
    "a web page": ({"a.csv": "<!doctype html><p>"}, INLINE + "a.csv", ["a.csv: This is a web"]),
    "a workbook that is none": (
        {"a.xlsx": b"PK\x03\x04" + b"junk" * 500}, INLINE + "a.xlsx", ["a.xlsx: "]),
    "a Parquet file that is none": (
        {"a.parquet": b"PAR1" + b"junk" * 500}, INLINE + "a.parquet", ["a.parquet: "]),
    "JSON that is none": ({"a.json": '[{"text": "a"'}, INLINE + "a.json", ["a.json"]),
    "another table": (
        {"b.csv": "a,b\nune,deux\n"}, INLINE + "b.csv",
        ["b.csv: No reader is sure of these columns", 'reader = "table"', "['a', 'b']"]),
    "another platform": (
        {"b.csv": "comment-id,author-id\n1,2\n"}, INLINE + "b.csv", ["b.csv: ", "pol.is"]),
    "a table for the Grand Débat": (
        with_recipe('reader = "table"\npath = "a.csv"\ncolumns = { id = "id", text = "text" }',
                    'reader = "grand-debat"\npath = "a.csv"'),
        INLINE + "r.toml", ["a.csv: This is not an official file", "'createdAt'"]),
    "a quote never closed": (
        {"a.csv": TABLE + '3,"Rouvrir\n' + "4,la gare\n" * 50}, INLINE + "a.csv",
        ["a.csv, line 4: A quote opened in the row that begins here is never closed"]),
    "rows cut short": ({"a.csv": "id,text,d\n1\n2\n"}, INLINE + "a.csv", ["a.csv, line 2: No row"]),
    "broken TOML": (
        with_recipe('"essai"', "essai"), INLINE + "r.toml", ["r.toml, line 2: Not valid TOML"]),
    "a recipe in another encoding": (
        {"r.toml": "# é".encode("latin-1")}, INLINE + "r.toml", ["r.toml: Not in UTF-8."]),
    "an unknown key": (
        with_recipe("[[sources]]", "[[source]]"), INLINE + "r.toml",
        ["r.toml: Unknown key 'source' in the recipe.", "Did you mean 'sources'?"]),
    "an unknown reader": (
        with_recipe('"table"', '"tabel"'), INLINE + "r.toml",
        ["r.toml: There is no reader 'tabel'.", "Did you mean 'table'?"]),
    "an unknown setting": (
        with_recipe("", "[settings]\nclusterz = 5\n"), INLINE + "r.toml",
        ["r.toml: Unknown setting 'clusterz'.", "Did you mean 'clusters'?"]),
    "a setting out of range": (
        with_recipe("", "[settings]\nverbatims = 0\n"), INLINE + "r.toml",
        ["r.toml: Setting 'verbatims' cannot be 0.", "from 1 to 50"]),
    "an unknown kind": (
        with_recipe("", '[[questions]]\nid = "text"\nkind = "libre"\n'), INLINE + "r.toml",
        ["r.toml: Question text cannot be of kind 'libre'."]),
    "a missing column": (
        with_recipe('text = "text"', 'text = "texte"'), INLINE + "r.toml",
        ["a.csv: There is no column 'texte'.", "Did you mean 'text'?"]),
    "a missing source": (
        with_recipe('"a.csv"', '"b.csv"'), INLINE + "r.toml", ["b.csv: No such file."]),
    "a question no source asks": (
        with_recipe("", '[[questions]]\nid = "164"\nkind = "open"\n'), INLINE + "r.toml",
        ["r.toml: No source asks question '164'.", "The sources ask: text."]),
    "a title no source asks for": (
        with_recipe("", '[[questions]]\nid = "164"\ntitle = "Quoi ?"\n'), INLINE + "r.toml",
        ["r.toml: No source asks question '164'.", "The sources ask: text."]),
    "no lexicon": (
        with_recipe('id = "essai"', 'id = "essai"\nlanguage = "br"'), INLINE + "r.toml",
        ["There is no lexicon for the language 'br'.", "Known: fr."]),
    "a lexicon that is nowhere": (
        with_recipe("", '[rules]\nlexicon = "mots"\n'), INLINE + "r.toml", ["mots: There is no"]),
    "a lexicon without a list": (
        with_recipe("", '[rules]\nlexicon = "mots"\n', **{"mots/stopwords.txt": "le"}),
        INLINE + "r.toml", ["expressions.txt: This list is missing."]),
    "a broken list of equivalents": (
        with_recipe("", '[rules]\nlexicon = "mots"\n')
        | LEXICON | {"mots/equivalents.txt": "# deux lignes\nvélos\n"},
        INLINE + "r.toml", ["equivalents.txt, line 2: 'vélos' is not"]),
    "a broken pattern": (
        with_recipe("", '[rules]\nlexicon = "mots"\n')
        | LEXICON | {"mots/no_content.txt": "rien\n\n~ (sans\n"},
        INLINE + "r.toml", ["no_content.txt, line 3: This pattern cannot be read"]),
    "a list in another encoding": (
        with_recipe("", '[rules]\nlexicon = "mots"\n')
        | LEXICON | {"mots/stopwords.txt": "le\nété".encode("latin-1")},
        INLINE + "r.toml", ["stopwords.txt, line 2: This list is not UTF-8."]),
    "no number of clusters": (
        with_recipe(), INLINE + "r.toml --clusters foo", ["number of clusters cannot be 'foo'."]),
    "one cluster": (
        with_recipe(), INLINE + "r.toml --clusters 1",
        ["Setting 'clusters' cannot be 1.", "from 2 to 60"]),
    "no thread": (with_recipe(), INLINE + "r.toml --threads 0", ["--threads", "0"]),
    "an unknown question": (
        with_recipe(), INLINE + "r.toml --question 164",
        ["There is no open question '164'.", "Open questions: text."]),
    "two recipes": (
        with_recipe(), INLINE + "r.toml r.toml", ["r.toml: A recipe is run alone.", "[[sources]]"]),
    "a recipe among exports": (
        with_recipe(), INLINE + "a.csv r.toml", ["r.toml: A recipe is run alone."]),
    "the same export twice": (
        with_recipe(), INLINE + "a.csv a.csv", ["a.csv", "twice"]),
    "one export under two names": (
        {"a.csv": TABLE, "b.csv": TABLE}, INLINE + "a.csv b.csv", ["b.csv", "a.csv", "twice"]),
    "a file where editions go": (
        with_recipe() | {"taken": ""}, INLINE + "r.toml --out taken",
        ["taken/essai: This folder cannot be made", "--out"]),
    "a place nobody writes in": (
        with_recipe(), INLINE + "r.toml --out /proc/doleances",
        ["/proc/doleances/essai: This folder cannot be made", "--out"]),
    "a file where the warehouse goes": (
        with_recipe() | {".doleances": ""}, INLINE + "r.toml",
        [".doleances", "This folder cannot be made", "→"]),
    "a recipe to write nowhere": (
        {"a.csv": TABLE}, "init a.csv -o absent/r.toml", ["absent/r.toml: It cannot be written"]),
    "init of no file": ({}, "init absent.csv", ["absent.csv: No such file."]),
    "a concordance before any run": (
        with_recipe(), "concordance tva r.toml", ["essai.duckdb: There is no warehouse here yet."]),
    "a concordance without a recipe": ({}, "concordance tva r.toml", ["r.toml: No such recipe."]),
    "a damaged warehouse": (
        with_recipe() | {".doleances/essai.duckdb": os.urandom(9000)}, "concordance tva r.toml",
        ["essai.duckdb: This warehouse cannot be read", "doleances run"]),
    "an empty warehouse": (
        with_recipe() | {".doleances/essai.duckdb": ""}, "concordance tva r.toml",
        ["essai.duckdb: This warehouse cannot be read", "doleances run"]),
    "no command": ({}, "rnu", ["No such command 'rnu'"]),
    "no such option": (with_recipe(), "run r.toml --cluster 5", ["No such option", "--clusters"]),
    "nothing to run": ({}, "run", ["Missing argument"]),
}
# fmt: on


ALONE = ("no such file", "broken TOML", "a damaged warehouse", "no such option")


@pytest.mark.parametrize("slip", BAD)
def test_bad_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slip: str) -> None:
    """What is wrong, where, and what to do: on standard error, code 2, nothing left behind."""
    files, words, says = BAD[slip]
    lay(tmp_path, files)
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, words.split(), prog_name="doleances")

    assert (2, "") == (told.exit_code, told.stdout), told.output or told.exc_info
    for each in says:
        assert each in told.stderr
    assert before == sorted({*before, *left(tmp_path)})


def left(folder: Path) -> list[Path]:
    """What is in a folder, the empty ones of a warehouse and of editions aside."""
    return [path for path in folder.rglob("*") if path.is_file() or path.match("work-*")]


@pytest.mark.parametrize("slip", ALONE)
def test_bad_input_in_a_process_of_its_own(doleances: Doleances, tmp_path: Path, slip: str) -> None:
    """What a shell sees is what was said above: the code, two streams, no traceback."""
    files, words, says = BAD[slip]
    lay(tmp_path, files)
    told = doleances(*words.split(), cwd=tmp_path)

    assert (2, "") == (told.code, told.out)
    assert "Traceback" not in told.err
    for each in says:
        assert each in told.err


def test_debug_shows_the_traceback(doleances: Doleances, tmp_path: Path) -> None:
    """And still says what is wrong, with the same code."""
    told = doleances("--debug", "run", "--inline", "absent.csv", cwd=tmp_path)

    assert (2, "") == (told.code, told.out)
    assert "Traceback" in told.err
    assert told.err.endswith("own folder.\n")
    assert "doleances: absent.csv: No such file." in told.err


def test_a_folder_without_the_right_to_write(doleances: Doleances, tmp_path: Path) -> None:
    """Whoever runs it: as root, who may write anywhere on a disk, /proc is such a folder."""
    export = tmp_path / "a.csv"
    export.write_text(TABLE, encoding="utf-8")
    folder = Path("/proc")
    if os.geteuid() != 0:
        folder = tmp_path / "lecture"
        folder.mkdir(mode=0o500)
    here = doleances("run", "--inline", export, cwd=folder)
    there = doleances("run", "--inline", "a.csv", "--out", folder, cwd=tmp_path)

    for told, name in ((here, folder / ".doleances"), (there, folder / "a")):
        assert (2, "") == (told.code, told.out)
        assert f"doleances: {name}" in told.err
        assert "\n  → " in told.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_terminal_that_lacks_a_letter(doleances: Doleances, sample: Path, encoding: str) -> None:
    """A summary is never lost for a narrow space the terminal does not know."""
    told = doleances(
        "init",
        "courvallon.csv",
        "-o",
        "r.toml",
        cwd=sample.parent,
        PYTHONIOENCODING=f"{encoding}:strict",
    )

    assert (0, "") == (told.code, told.err)
    assert "lecteur" in told.out
    assert "grand-debat" in told.out


@pytest.mark.parametrize(
    "words",
    ["--help", "init a.csv -o r2.toml", "sources", "settings", "concordance train r.toml"],
)
def test_only_a_flow_brings_prefect(sample_run: Any, tmp_path: Path, words: str) -> None:
    """Importing it takes seconds; the dictionary and nltk only come where words are stemmed."""
    lay(tmp_path, with_recipe())
    (tmp_path / ".doleances").mkdir()
    warehouse = sample_run.folder / ".doleances" / "courvallon-2030.duckdb"
    shutil.copyfile(warehouse, tmp_path / ".doleances" / "essai.duckdb")
    code = "import sys; sys.argv[0] = 'doleances'; from synthesis.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code, *words.split()],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(synthesis.__file__).parents[1])},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}

    assert 0 == done.returncode
    assert "synthesis.cli" in imported
    assert set() == imported & {"prefect", "flows", "fastapi", "sqlalchemy", "nltk", "sklearn"}
