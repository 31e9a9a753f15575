"""doleances: the commands an analyst types."""

from __future__ import annotations

import dataclasses
import io
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click

import synthesis
from synthesis import (
    auditing,
    halting,
    progress,
    proposal,
    publishing,
    recipe,
    reviewing,
    run,
    secret,
)
from synthesis import concordance as kwic
from synthesis import lexicon as lexicons
from synthesis.errors import CheckError, DoleancesError, InputError, OutputError
from synthesis.finding import finding, telling
from synthesis.line import CONSULTATION
from synthesis.publication import examining
from synthesis.settings import Settings
from synthesis.sources import READERS


class _Group(click.Group):
    """Errors of ours are told without a traceback, on standard error, with their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with halting.heeded():
                return super().invoke(ctx)
        except DoleancesError as error:
            if ctx.params.get("debug"):
                traceback.print_exc()
            click.echo(f"doleances: {error}", err=True)
            sys.exit(error.exit_code)
        except OSError as error:  # a disk full or gone, in the middle of a run
            if ctx.params.get("debug"):
                traceback.print_exc()
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"doleances: {where}{error.strerror or error}", err=True)
            sys.exit(InputError.exit_code)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(synthesis.__version__, prog_name="doleances")
@click.option("--debug", is_flag=True, help="Show the traceback of an error, and Prefect's logs.")
def main(debug: bool) -> None:
    """From the contributions of a public consultation to a synthesis anyone can check."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without our spaces still gets words


@main.command()
@click.argument("exports", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("consultation.toml"),
    show_default=True,
    help="The recipe to write.",
)
@click.option("--force", is_flag=True, help="Replace a recipe that is already there.")
def init(exports: tuple[Path, ...], output: Path, force: bool) -> None:
    """Recognise the readers of EXPORTS, list their questions, write a recipe."""
    from synthesis.sources.summary import summary

    if output.exists() and not force:
        raise OutputError(
            "This recipe is already there.",
            where=output,
            todo="Give another name with -o, or --force to replace it.",
        )
    with proposal.recognising(exports) as found:
        written = recipe.compose(proposal.recipe_of(found, output.resolve().parent))
        told = [summary(each) for each in found]
    try:
        output.write_text(written, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"It cannot be written: {error.strerror}.",
            where=output,
            todo="Give another place with -o.",
        ) from None
    click.echo("\n".join(told))
    click.echo(f"\nRecette écrite : {output}\nÀ relire, puis : doleances run {output}")


@main.command(name="run")
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Where editions go, for reports/.")
@click.option("--question", "questions", multiple=True, metavar="ID", help="Only this question.")
@click.option("--clusters", metavar="N|auto", help="Clusters of each question.")
@click.option("--fresh", is_flag=True, help="Reuse nothing of an earlier run.")
@click.option("--inline", is_flag=True, help="Walk the same steps without Prefect: same bytes.")
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Of DuckDB: same bytes for any.",
)
@click.pass_context
def run_command(
    context: click.Context,
    inputs: tuple[Path, ...],
    out: Path | None,
    questions: tuple[str, ...],
    clusters: str | None,
    fresh: bool,
    inline: bool,
    threads: int,
) -> None:
    """From a recipe, or from exports, to a draft edition."""
    words = [str(path) for path in inputs]
    request = run.Request.of(words, str(out) if out else None, questions, clusters, fresh, threads)
    prepared = run.prepare(request)
    progress.opening(prepared)
    if inline:
        click.echo(run_inline(prepared))
        return
    _quiet_server(context)
    from flows import server
    from flows.synthesize import synthesize

    with halting.heeded(server.end):
        told = synthesize(
            words, str(out) if out else None, list(questions), clusters or "", fresh, threads
        )
    click.echo(told)


def _quiet_server(context: click.Context) -> None:
    """Prefect ready to run a flow, its logs shown only with --debug."""
    if not context.find_root().params["debug"]:
        for name in ("PREFECT_LOGGING_LEVEL", "PREFECT_SERVER_LOGGING_LEVEL"):
            os.environ.setdefault(name, "CRITICAL")
    from flows import server

    server.ready()


def run_inline(prepared: run.Prepared) -> str:
    """The steps of the flow, one after the other, in this process; the closing summary."""
    with run.opened(prepared, progress.watch(), progress.waiting) as walk:
        for step in CONSULTATION:
            walk.table(step)
        asked = run.selected(prepared, walk)
        for question in asked:
            with progress.told(question, asked, prepared, walk):
                walk.question(question)
        edition = run.conclude(prepared, walk, asked)
        return progress.closing(prepared, walk, asked, str(edition))


@main.command(name="publish")
@click.argument("recipe_file", metavar="RECIPE", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Where editions go, for reports/.")
@click.option("--question", "questions", multiple=True, metavar="ID", help="Only this question.")
@click.option("--inline", is_flag=True, help="Do the same without Prefect: same bytes.")
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Of DuckDB: same bytes for any.",
)
@click.pass_context
def publish_command(
    context: click.Context,
    recipe_file: Path,
    out: Path | None,
    questions: tuple[str, ...],
    inline: bool,
    threads: int,
) -> None:
    """From the last run of RECIPE and what people decided of it to a numbered edition."""
    room = str(out) if out else None
    prepared = examining.prepare(examining.Request.of(str(recipe_file), room, questions, threads))
    progress.publishing(prepared)
    if inline:
        click.echo(progress.published(publishing.published(prepared, progress.waiting), prepared))
        return
    _quiet_server(context)
    from flows import server
    from flows.publish import publish

    with halting.heeded(server.end):
        told = publish(str(recipe_file), room, list(questions), threads)
    click.echo(told)


@main.command()
@click.argument("edition", metavar="EDITION", type=click.Path(path_type=Path))
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Of DuckDB: same answer for any.",
)
@click.option("--from-sources", is_flag=True, help="Run the whole line again from the exports.")
@click.option(
    "--exports",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Where they lie, for the folders around EDITION and this one.",
)
def audit(edition: Path, threads: int, from_sources: bool, exports: Path | None) -> None:
    """Make EDITION, a folder or its .zip, again from what it publishes, and compare all of it."""
    folders = [exports] if exports else [Path(), *edition.resolve().parents[:4]]
    holds = True
    for section in auditing.audit(edition, folders if from_sources or exports else (), threads):
        click.echo(progress.audited(section))
        holds &= section.holds
    click.echo(progress.verdict(holds))
    if not holds:
        sys.exit(CheckError.exit_code)


@main.command()
@click.argument("reference")
@click.argument("edition", metavar="EDITION", type=click.Path(path_type=Path))
def find(reference: str, edition: Path) -> None:
    """What became of the contribution REFERENCE in EDITION, a folder or its .zip, and why."""
    with finding.looking(edition) as looked_into:
        click.echo(telling.told(looked_into.find(reference)))


@main.command()
@click.argument("term")
@click.argument("recipe_file", metavar="RECIPE", type=click.Path(path_type=Path))
@click.option("--question", metavar="ID", help="Only this question.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=40, show_default=True, help="Lines shown."
)
def concordance(term: str, recipe_file: Path, question: str | None, limit: int) -> None:
    """Each occurrence of TERM with the words around it, from the last run of RECIPE."""
    given = recipe.read(recipe_file)
    lexicon = lexicons.read(given.rules.get("lexicon", lexicons.packaged()), given.language)
    found = kwic.occurrences(run.warehouse_of(given), term, question, lexicon.token_pattern)
    lines = list(found)
    for line in lines[:limit]:
        click.echo(_aligned(line))
    click.echo(
        f"{progress.number(len(lines))} occurrences"
        + (f", {limit} montrées" if len(lines) > limit else "")
    )


def _aligned(line: kwic.Line) -> str:
    left, right = (" ".join(side.split()) for side in (line.left, line.right))
    return f"{left[-50:]:>50}  {line.word}  {right[:50]:<50}  {line.reference}"


main.add_command(reviewing.review)
main.add_command(reviewing.reviewer)
main.add_command(reviewing.journal)


@main.group()
def key() -> None:
    """The key behind the digests of authors, kept outside any repository."""


@key.command(name="where")
@click.argument("recipe_file", metavar="RECIPE", type=click.Path(path_type=Path))
def key_where(recipe_file: Path) -> None:
    """Where the key of RECIPE lies, or would."""
    path = secret.path_of(recipe.read(recipe_file).id)
    click.echo(f"{path}{'' if path.exists() else ' (absente)'}")


@key.command(name="destroy")
@click.argument("recipe_file", metavar="RECIPE", type=click.Path(path_type=Path))
def key_destroy(recipe_file: Path) -> None:
    """Destroy the key of RECIPE: nobody can find an author behind a digest any more."""
    given = recipe.read(recipe_file)
    path = secret.path_of(given.id)
    if not secret.destroy(given.id):
        raise OutputError("There is no key here.", where=path, todo="Nothing to destroy.")
    click.echo(f"Clé détruite : {path}\nLes empreintes d’auteurs ne mènent plus à personne.")


@main.command()
def sources() -> None:
    """The readers, and what each expects."""
    for reader in READERS:
        click.echo(f"{reader.name:<14}{reader.expects_fr}")


@main.command()
def settings() -> None:
    """Every number that can change a result, with its default and its reason."""
    for field in dataclasses.fields(Settings):
        click.echo(f"{field.name:<26}{field.default!s:>8}  {field.metadata['reason']}")
