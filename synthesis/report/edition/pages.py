"""The pages of an edition: one object of facts through templates, once in each language."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment

from synthesis.report.asking import Reading
from synthesis.report.edition import proof
from synthesis.report.edition.about import EditionAbout
from synthesis.report.edition.environment import environment
from synthesis.report.edition.facts import EditionFacts, gather
from synthesis.report.edition.words import LANGUAGES
from synthesis.report.names import page_names
from synthesis.report.rows import Question

FOLDERS = {"fr": "", "en": "en/"}  # of the pages of each language, from the root of the edition


def write(reading: Reading, about: EditionAbout, folder: Path) -> tuple[Path, ...]:
    """Files written, in order: pages in French, in English, their proofs, the queries."""
    noted = proof.Noting(reading)
    facts = gather(noted, about)
    names = page_names(each.question.question_id for each in facts.questions)
    made = {language: environment(language, about, names) for language in LANGUAGES}
    told = {
        language: dict(_pages(made[language], language, facts, names)) for language in LANGUAGES
    }
    cited = proof.cited(told["fr"], noted)
    titles = _titles(facts, names)
    texts = {path: text for pages in told.values() for path, text in pages.items()}
    texts |= dict(
        _page(made[language], language, "proof.html", queries=cited, titles=titles)
        for language in LANGUAGES
    )
    texts |= {f"queries/{query.name}.sql": query.published for query in cited}
    texts[proof.LIST] = proof.listed(cited)
    return tuple(_write(folder / name, text) for name, text in texts.items())


def _titles(facts: EditionFacts, names: Mapping[str, str]) -> dict[str, Question]:
    """The question each page is about, by the path of the page."""
    return {f"q/{names[each.question.question_id]}.html": each.question for each in facts.questions}


def _pages(
    made: Environment, language: str, facts: EditionFacts, names: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Each page of one language: its path in the edition and its text."""
    yield _page(made, language, "index.html", facts=facts)
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
