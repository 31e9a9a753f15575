"""The pages of an edition: one object of facts through templates, once in each language."""

from __future__ import annotations

import base64
import hashlib
import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from synthesis.report.asking import Reading
from synthesis.report.edition import proof
from synthesis.report.edition.about import EditionAbout
from synthesis.report.edition.environment import environment
from synthesis.report.edition.facts import EditionFacts, gather
from synthesis.report.edition.lookup import LookupPage, anchor, found, lookup_pages
from synthesis.report.edition.lookup_lines import Lines
from synthesis.report.edition.words import LANGUAGES
from synthesis.report.names import page_names
from synthesis.report.rows import Question

FOLDERS = {"fr": "", "en": "en/"}  # of the pages of each language, from the root of the edition
LOOKUP = "lookup.html"
# The one program of an edition, for who types a reference: without it the same links lead there.
SCRIPT = Path(__file__).parents[1].joinpath("lookup.js").read_text(encoding="utf-8")
JUMP = 25  # references from one link inside a page of the look-up to the next


def write(reading: Reading, about: EditionAbout, folder: Path) -> tuple[Path, ...]:
    """Files written, in order: pages in French and English, the look-up, proofs, queries."""
    noted = proof.Noting(reading)
    facts = gather(noted, about)
    sheets = lookup_pages(noted)
    names = page_names(each.question.question_id for each in facts.questions)
    made = {language: environment(language, about, names) for language in LANGUAGES}
    written: list[Path] = []
    printed: dict[str, Counter[str]] = {}
    for language in LANGUAGES:
        for path, text in _pages(made[language], language, facts, names, sheets):
            written.append(_write(folder / path, text))
            if not FOLDERS[language]:
                printed[path] = proof.counted(text)
    # Not noted: it is asked once every few pages, of references that the pages name themselves.
    for path, text in _looked_up(made, reading, facts, sheets):
        written.append(_write(folder / path, text))
        if not path.startswith(FOLDERS["en"]):
            printed[LOOKUP] += proof.counted(text)
    cited = proof.cited(printed, noted)
    titles = _titles(facts, names)
    for language in LANGUAGES:
        path, text = _page(made[language], language, "proof.html", queries=cited, titles=titles)
        written.append(_write(folder / path, text))
    for query in cited:
        written.append(_write(folder / "queries" / f"{query.name}.sql", query.published))
    written.append(_write(folder / proof.LIST, proof.listed(cited)))
    return tuple(written)


def _titles(facts: EditionFacts, names: Mapping[str, str]) -> dict[str, Question]:
    """The question each page is about, by the path of the page."""
    return {f"q/{names[each.question.question_id]}.html": each.question for each in facts.questions}


def _pages(
    made: Environment,
    language: str,
    facts: EditionFacts,
    names: dict[str, str],
    sheets: Sequence[LookupPage],
) -> Iterator[tuple[str, str]]:
    """Each page of one language, those of the look-up left: its path and its text."""
    yield _page(made, language, "index.html", facts=facts)
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    yield _page(
        made,
        language,
        LOOKUP,
        facts=facts,
        sheets=sheets,
        # Both are ours: no data is in them.
        policy=Markup(f"{made.globals['policy']}; script-src 'sha256-{digest}'"),
        script=Markup(SCRIPT),
    )
    questions = facts.questions
    for rank, each in enumerate(questions):
        yield _page(
            made,
            language,
            f"q/{names[each.question.question_id]}.html",
            "question.html",
            q=each,
            question=each.question,
            before=questions[rank - 1].question if rank else None,
            after=questions[rank + 1].question if rank + 1 < len(questions) else None,
        )


def _looked_up(
    made: dict[str, Environment],
    reading: Reading,
    facts: EditionFacts,
    sheets: Sequence[LookupPage],
) -> Iterator[tuple[str, str]]:
    """Each page of the look-up, in each language: millions of answers are never all in memory."""
    lines = {language: Lines(each, facts, sheets) for language, each in made.items()}
    for rank, (sheet, listed) in enumerate(found(reading, sheets)):
        for language, each in made.items():
            entry = lines[language].entry
            yield _page(
                each,
                language,
                sheet.path,
                "lookup_page.html",
                sheet=sheet,
                marks=[(name, anchor(name)) for name, _ in listed[::JUMP]],
                entries=[entry(name, rows) for name, rows in listed],
                before=sheets[rank - 1] if rank else None,
                after=sheets[rank + 1] if rank + 1 < len(sheets) else None,
            )


def _page(
    made: Environment, language: str, path: str, template: str = "", **context: object
) -> tuple[str, str]:
    """A page and its path; it can link to a page of its language, its twin, a file."""
    here = FOLDERS[language] + path
    other = next(each for each in LANGUAGES if each != language)
    start = posixpath.dirname(here) or "."

    def to(target: str) -> str:
        """Link to a page of the same language."""
        return posixpath.relpath(FOLDERS[language] + target, start)

    def file(target: str) -> str:
        """Link to a file of the edition."""
        return posixpath.relpath(target, start)

    text = made.get_template(f"edition/{template or path}").render(
        to=to, file=file, twin=file(FOLDERS[other] + path), other=other, page=path, **context
    )
    return here, text


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path
