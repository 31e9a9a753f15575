"""What templates of an edition write with: words and figures bound to the language of the page."""

from __future__ import annotations

import base64
import datetime
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from synthesis.report import figures, wording
from synthesis.report.charts import percent, stack
from synthesis.report.departments import department
from synthesis.report.edition.about import EditionAbout
from synthesis.report.edition.figures import FIGURES
from synthesis.report.edition.proof import in_order
from synthesis.report.edition.words import said_in
from synthesis.report.folder import CSV_ROWS

_here = Path(__file__).parents[1]


def environment(language: str, about: EditionAbout, names: dict[str, str]) -> Environment:
    """Templates of one language; `names` gives the page of each published question."""
    made = Environment(
        loader=FileSystemLoader(_here / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    printed = FIGURES[language]
    say = said_in(language)
    style = _style(str(say("margin")))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    made.globals |= {
        **{
            name: getattr(printed, name)
            for name in (
                *("between", "bracket", "cell", "constant", "count", "day", "decimal"),
                *("fraction", "interval", "month", "probability", "ratio", "share"),
                *("signed", "threshold"),
            )
        },
        "t": say,
        "language": language,
        "about": about,
        "pages": names,
        "cited": in_order,
        "within": _within,
        "table_file": lambda name: _table_file(name, about),
        "words": lambda text: _words(text, language, about.language),
        "exact": figures.exact,
        "listing": figures.listing,
        "label": lambda row: _named(row, language, "label"),
        "definition": lambda row: _named(row, language, "definition"),
        "department": department,
        "stack": lambda ledger: stack((row.state, row.answers) for row in ledger),
        "value": lambda value: _setting(value, language),
        "worlds": tuple(wording.WORLDS),
        "SETTINGS": wording.SETTINGS,
        "WARNINGS": wording.WARNINGS,
        "least": figures.MIN_PERCENT_BASE,
        "length": percent,
        "style": Markup(style),  # ours: no data is in it
        "policy": f"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'",
    }
    made.filters["date"] = datetime.date.fromisoformat
    return made


def _style(margin: str) -> str:
    """The sheet of every page, then what an edition adds; `margin` is said on each printed page."""
    files = [_here / "style.css", *sorted((_here / "styles").glob("*.css"))]
    sheets = [file.read_text(encoding="utf-8") for file in files]
    return "".join(sheets) + f'@page {{ @top-center {{ content: "{margin}"; }} }}\n'


def _within(section: Markup, foot: Markup) -> Markup:
    """A section with a foot before its end."""
    start, end, rest = section.rpartition("</section>")
    return Markup(start) + foot + Markup(end + rest)


def _table_file(name: str, about: EditionAbout) -> str:
    """Where to read a published table: the CSV, which anything opens, where there is one."""
    rows = about.rows.get(name, CSV_ROWS)
    return f"tables/{name}.{'csv' if rows < CSV_ROWS else 'parquet'}"


def _words(text: str, language: str, theirs: str) -> Markup:
    """Words that came with the data; in their language, where the page is in another."""
    if language == theirs:
        return figures.words(text)
    return Markup('<bdi lang="{}">{}</bdi>').format(theirs, figures.exact(text))


def _setting(value: object, language: str) -> str:
    """A setting as it is written: a seed or a year is not cut by thousands."""
    text = str(value)
    return text.replace(".", ",") if isinstance(value, float) and language == "fr" else text


def _named(row: Any, language: str, field: str) -> Markup:
    """A name in the language of the page; in French, and said so, where people gave no other."""
    own = getattr(row, f"{field}_{language}", None)
    if own or language == "fr":
        return Markup("<bdi>{}</bdi>").format(figures.exact(own or ""))
    french = figures.exact(getattr(row, f"{field}_fr", None) or "")
    return Markup('<bdi lang="fr">{}</bdi>').format(french)
