"""The commands of a review: open the workshop, say who may come in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from synthesis import recipe, run
from synthesis.errors import InputError
from synthesis.recipe import Recipe

if TYPE_CHECKING:
    from synthesis.review.people import People

RECIPE = click.argument("recipe_file", metavar="RECIPE", type=click.Path(path_type=Path))
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
    from synthesis.journal import Journal
    from synthesis.review import serving
    from synthesis.review.app import application
    from synthesis.review.desk import Desk, journal_of
    from synthesis.store import Warehouse

    place = serving.Place(host, port, behind_tls, name)
    with Warehouse(run.warehouse_of(given)) as warehouse:
        people = _people(given)
        serving.check(place, people)
        with serving.listening(place) as socket:
            desk = Desk(given, warehouse, Journal(journal_of(given)))
            link = serving.first_link(place, people)
            app = application(desk, people, secure=behind_tls, hosts=place.names)
            click.echo(f"Atelier de relecture : {place.url}")
            if link:
                click.echo(f"Lien du responsable, à usage unique : {link}")
            click.echo("Ctrl-C pour le fermer ; tout ce qui est enregistré est gardé.")
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
    given = recipe.read(recipe_file)
    people = _people(given)
    person = people.called(name)
    if person is None:
        raise InputError(
            f"Nobody here is called '{name}'.",
            where=people.path,
            todo=f"`doleances reviewer list {recipe_file}` lists everyone.",
        )
    people.disable(person.id)
    click.echo(f"Accès fermé : {person.id} {person.name}")


def _people(given: Recipe) -> People:
    from synthesis.review.people import People

    return People(given.folder / f"{given.id}.reviewers.sqlite")
