"""The commands of a review: open the workshop, say who may come in, keep the journal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from synthesis import recipe, run
from synthesis.errors import InputError, JournalError
from synthesis.recipe import Recipe

if TYPE_CHECKING:
    from synthesis.journal import Journal
    from synthesis.review.people import People, Person

RECIPE = click.argument("recipe_file", metavar="RECIPE", type=click.Path(path_type=Path))
DIGEST = 64  # figures of a digest
ROLES = ("reviewer", "arbiter", "lead", "observer")


@click.command()
@RECIPE
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8421, show_default=True)
@click.option(
    "--behind-tls",
    is_flag=True,
    help="I state that a TLS front stands before it: cookies travel by https only.",
)
@click.option("--name", default="", help="The name people type, as relecture.ville.fr.")
def review(recipe_file: Path, host: str, port: int, behind_tls: bool, name: str) -> None:
    """Open the reviewers' workshop on the last run of RECIPE."""
    given = recipe.read(recipe_file)
    from synthesis import signing
    from synthesis.journal import Journal
    from synthesis.review import serving
    from synthesis.review.app import application
    from synthesis.review.desk import Desk
    from synthesis.store import Warehouse

    place = serving.Place(host, port, behind_tls, name)
    with Warehouse(run.warehouse_of(given)) as warehouse:
        people = _people(given)
        serving.check(place, people)
        with serving.listening(place) as socket:
            desk = Desk(given, warehouse, Journal(given.journal))
            link = serving.first_link(place, people)
            app = application(desk, people, secure=behind_tls, hosts=place.names)
            click.echo(f"Atelier de relecture : {place.url}")
            if link:
                click.echo(f"Lien du responsable, à usage unique : {link}")
            click.echo("Ctrl-C pour le fermer ; tout ce qui est enregistré est gardé.")
            with signing.Watch(desk, recipe_file):
                serving.serve(app, place, socket)
    click.echo("Atelier fermé.")


@click.group()
def reviewer() -> None:
    """Who may come in to the workshop, and in which role."""


@reviewer.command(name="add")
@click.argument("name")
@RECIPE
@click.option("--role", type=click.Choice(ROLES), default="reviewer", show_default=True)
@click.option("--url", default="http://127.0.0.1:8421", show_default=True, help="Of the workshop.")
def add(name: str, recipe_file: Path, role: str, url: str) -> None:
    """Add NAME, and print the one-time link to hand over."""
    if not name.strip():
        raise InputError("A reviewer has a name.")
    person, token = _people(recipe.read(recipe_file)).add(name, role)
    click.echo(f"{person.id}  {person.name}  {person.role}")
    click.echo(f"Lien à usage unique, sept jours : {url.rstrip('/')}/welcome/{token}")


@reviewer.command(name="link")
@click.argument("name")
@RECIPE
@click.option("--url", default="http://127.0.0.1:8421", show_default=True, help="Of the workshop.")
def link(name: str, recipe_file: Path, url: str) -> None:
    """A new one-time link for NAME: the password is forgotten, or the first link was lost."""
    people = _people(recipe.read(recipe_file))
    person = _called(people, name, recipe_file)
    token = people.link(person.id)
    click.echo(f"Lien à usage unique, sept jours : {url.rstrip('/')}/welcome/{token}")


@reviewer.command(name="list")
@RECIPE
def list_(recipe_file: Path) -> None:
    """Everyone ever added."""
    for person in _people(recipe.read(recipe_file)).all():
        state = "" if person.ready else "  (pas encore venu)"
        state = state if person.active else "  (accès fermé)"
        click.echo(f"{person.id}  {person.role:<9} {person.name or '–'}{state}")


@reviewer.command(name="disable")
@click.argument("name")
@RECIPE
def disable(name: str, recipe_file: Path) -> None:
    """Close the door on NAME, a name or a pseudonym; their sessions end at once."""
    people = _people(recipe.read(recipe_file))
    person = _called(people, name, recipe_file)
    people.disable(person.id)
    click.echo(f"Accès fermé : {person.id} {person.name}")


def _called(people: People, name: str, recipe_file: Path) -> Person:
    person = people.called(name)
    if person is None or not person.active:
        raise InputError(
            f"Nobody here is called '{name}', or the door is closed on them.",
            where=people.path,
            todo=f"`doleances reviewer list {recipe_file}` lists everyone.",
        )
    return person


@click.group()
def journal() -> None:
    """The decisions of the reviewers: check them, keep a copy, take one back."""


@journal.command(name="verify")
@RECIPE
@click.option("--head", default="", metavar="N:DIGEST", help="A head kept elsewhere.")
def verify(recipe_file: Path, head: str) -> None:
    """Whether the chain of decisions is whole; with --head, whether it still holds that one."""
    made = _journal(recipe.read(recipe_file), there=True)
    number, mark, digest = head.partition(":")
    if head and not (mark and number.isdigit() and len(digest) == DIGEST):
        raise InputError(
            f"This is no head: '{head}'.",
            todo="Give the number of an event, a colon, and its digest, as the journal page does.",
        )
    wrong = made.verify((int(number), digest) if head else None)
    if wrong:
        raise JournalError(
            "; ".join(wrong) + ".", where=made.path, todo="Take the journal from a backup."
        )
    seq, digest = made.head()
    click.echo(f"{seq} décisions, chaîne entière\nTête  {seq}:{digest}")


@journal.command(name="export")
@RECIPE
def export(recipe_file: Path) -> None:
    """Every decision, a line of JSON each, on standard output."""
    for line in _journal(recipe.read(recipe_file), there=True).export():
        click.echo(line, nl=False)


@journal.command(name="import")
@click.argument("lines_file", metavar="LINES", type=click.Path(path_type=Path))
@RECIPE
def import_(lines_file: Path, recipe_file: Path) -> None:
    """Fill an empty journal with exported LINES, unless anyone touched them."""
    from synthesis.journal import check_lines

    try:
        lines = lines_file.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"It cannot be read: {error}.", where=lines_file, todo="Give the lines as exported."
        ) from None
    given = recipe.read(recipe_file)
    check_lines(lines, lines_file)  # before there is a journal: what is refused leaves no file
    made = _journal(given)
    click.echo(f"{made.take(lines, lines_file)} décisions reprises dans {made.path}")


def _journal(given: Recipe, there: bool = False) -> Journal:
    from synthesis.journal import Journal

    path = given.journal
    if there and not path.exists():
        raise InputError(
            "Nobody has decided anything yet.",
            where=path,
            todo="`doleances review` opens the workshop.",
        )
    return Journal(path)


def _people(given: Recipe) -> People:
    from synthesis.review.people import People

    return People(given.folder / f"{given.id}.reviewers.sqlite")
