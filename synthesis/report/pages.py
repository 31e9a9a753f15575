"""The pages of a draft edition: facts through templates, the same bytes for the same inputs."""

from __future__ import annotations

import base64
import hashlib
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from synthesis.report import facts, figures, french, rows, wording
from synthesis.report.about import About
from synthesis.report.asking import FOLDER, Reading, ask
from synthesis.report.charts import Piece, Scale, percent, scale, stack
from synthesis.report.departments import department
from synthesis.report.facts import Alert, ClosedQuestion, OpenQuestion
from synthesis.report.names import CONCORDANCE, page_names

_here = Path(__file__).parent


class Typeset(Extension):
    """French typography for the words of the templates, before any data is in them."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template with its no-break spaces."""
        return french.typeset(source)


def write(reading: Reading, about: About, folder: Path) -> tuple[Path, ...]:
    """Files written, in order: one page a question and its concordance, the index, the queries."""
    questions = ask(reading, rows.Question)
    ledger = ask(reading, rows.Ledger)
    every: list[OpenQuestion | ClosedQuestion] = [
        facts.open_question(reading, about, question, ledger)
        if question.kind == "open"
        else facts.closed_question(reading, question)
        for question in questions
    ]
    names = page_names(question.question_id for question in questions)
    environment = _environment(about, names, {q.question_id: q.name for q in questions})
    texts = {}
    for rank, item in enumerate(every):
        around = {
            "before": questions[rank - 1] if rank else None,
            "after": questions[rank + 1] if rank + 1 < len(questions) else None,
        }
        texts.update(_question_pages(environment, item, names, around))
    texts["index.html"] = _index(environment, reading, every)
    for query in sorted(FOLDER.glob("*.sql")):
        texts[f"queries/{query.name}"] = query.read_text(encoding="utf-8")
    return tuple(_write(folder / name, text) for name, text in texts.items())


def _question_pages(
    environment: Environment,
    item: OpenQuestion | ClosedQuestion,
    names: dict[str, str],
    around: dict[str, Any],
) -> dict[str, str]:
    page = names[item.question.question_id]
    context: dict[str, Any] = {"question": item.question, "page": page, **around}
    if isinstance(item, ClosedQuestion):
        template = environment.get_template("closed.html")
        return {f"q/{page}.html": template.render(closed=item, options=item.options, **context)}
    shown = [keyword for keyword in item.keywords if keyword.lines]
    # expressions come first, so that a term of the same words keeps its own anchor
    anchors = {keyword.row.term: f"{page}{CONCORDANCE}.html#{keyword.anchor}" for keyword in shown}
    return {
        f"q/{page}.html": environment.get_template("open.html").render(
            open=item, anchors=anchors, **context
        ),
        f"q/{page}{CONCORDANCE}.html": environment.get_template("concordance.html").render(
            shown=shown, lines=facts.CONCORDANCE_LINES, **context
        ),
    }


def _index(
    environment: Environment, reading: Reading, every: Sequence[OpenQuestion | ClosedQuestion]
) -> str:
    opened = [item for item in every if isinstance(item, OpenQuestion)]
    rejected = ask(reading, rows.Reject)
    refused = sum(row.rejected for row in rejected)
    alerts: list[tuple[Alert, rows.Question | None]] = [
        (alert, item.question) for item in opened for alert in item.alerts
    ]
    if refused:
        alerts.insert(0, (Alert("rejects", refused, refused), None))
    cells = {
        (item.question.question_id, row.state): row.answers
        for item in opened
        for row in item.ledger
    }
    states = [state for state in wording.STATES if any(state == known for _, known in cells)]

    def total(name: str, of: Sequence[OpenQuestion] = opened) -> int:
        return sum(getattr(item.question, name) for item in of)

    return environment.get_template("index.html").render(
        who=facts.participation(reading),
        came=facts.intake(reading),
        questions=every,
        opened=opened,
        alerts=alerts,
        rejects=rejected,
        states=states,
        received=total("received"),
        analysed=total("analysed"),
        read=total("analysed", [item for item in opened if item.question.is_read]),
        classified=total("classified"),
        totals={
            state: sum(n for (_, known), n in cells.items() if known == state) for state in states
        },
        ledger_cell=lambda item, state: cells.get((item.question.question_id, state), 0),
    )


def _environment(about: About, names: dict[str, str], titles: dict[str, str]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_here / "templates"),
        extensions=[Typeset],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (_here / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals |= {
        **_SHOWN,
        "titled": lambda variable: titles.get(variable.removeprefix("question "), variable),
        "limit": lambda name: figures.threshold(about.threshold(name)),
        "about": about,
        "command": shlex.join(
            ["doleances", "run", "consultation.toml"]
            + [word for id in about.asked for word in ("--question", id)]
        ),
        "pages": names,
        "style": Markup(style),  # ours: no data is in it
        "policy": f"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'",
    }
    return environment


def _stack(ledger: Sequence[rows.Ledger]) -> tuple[Piece, ...]:
    return stack((row.state, row.answers) for row in ledger)


def _scale(terms: Sequence[rows.ClusterTerm]) -> Scale:
    return scale(term.statistic for term in terms)


def _value(value: object) -> str:
    """A setting as it is written: a seed or a year is not cut by thousands."""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


# What templates write figures and words with, whatever the run.
_SHOWN: dict[str, Any] = {
    **{
        each.__name__: each
        for each in (
            figures.amount,
            figures.bracket,
            figures.constant,
            figures.count,
            figures.day,
            figures.decimal,
            figures.exact,
            figures.fraction,
            figures.listing,
            figures.month,
            figures.probability,
            figures.ratio,
            figures.share,
            figures.signed,
            figures.words,
            french.plural,
            wording.encoding,
            wording.stability,
            department,
        )
    },
    **{
        name: getattr(wording, name)
        for name in [
            "KINDS",
            "REASONS",
            "CHANGES",
            "PERSONAL",
            "REPAIRS",
            "WARNINGS",
            "WRITINGS",
            "SECOND_OPINION",
            "SETTINGS",
            "STATES",
            "VARIABLES",
            "VERBATIMS",
            "WORLDS",
        ]
    },
    "dissolved": wording.DISSOLVED,
    "unstable": wording.UNSTABLE,
    "stable": wording.STABLE,
    "least": figures.MIN_PERCENT_BASE,
    "length": percent,
    "scale_of": _scale,
    "stack": _stack,
    "value": _value,
}
