"""The workshop at an address: what may be served where, the first link, the server itself."""

from __future__ import annotations

import errno
import ipaddress
import logging
import socket
import time
from dataclasses import dataclass
from typing import Final

import uvicorn
from starlette.applications import Starlette

from synthesis.errors import InputError
from synthesis.review.people import People

TOGETHER: Final = 100  # requests served at once, at most
_PARTING: Final = 5  # seconds left to requests under way when one ends the workshop


@dataclass(frozen=True)
class Place:
    """Where the workshop is reached; `name` is what people type, behind a TLS front or not."""

    host: str = "127.0.0.1"
    port: int = 8421
    behind_tls: bool = False
    name: str = ""

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def names(self) -> tuple[str, ...]:
        """The names it answers to, beside those of this machine."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return tuple({host, self.name} - {"", "0.0.0.0", "[::]"})

    @property
    def url(self) -> str:
        """What people type."""
        if self.behind_tls and self.name:
            return f"https://{self.name}"
        host = self.name or (f"[{self.host}]" if ":" in self.host else self.host)
        return f"http://{host}:{self.port}"


def check(place: Place, people: People) -> None:
    """InputError where others could reach the workshop and nothing protects what they send."""
    if place.is_loopback:
        return
    if not place.behind_tls:
        raise InputError(
            "On this address others would reach the workshop, and passwords would travel unhidden.",
            where=place.host,
            todo="Put a TLS front before it and say so with --behind-tls, or keep 127.0.0.1.",
        )
    if not any(person.active for person in people.all()):
        raise InputError(
            "On this address others would reach the workshop, and it has no reviewer yet.",
            where=place.host,
            todo="`doleances reviewer add NAME --role lead RECIPE` adds one.",
        )


def first_link(place: Place, people: People) -> str:
    """The one-time link of who opens the workshop first, until they have used it; else nothing.

    Whoever was added by name has been handed a link, which a new one would cancel.
    """
    there = [person for person in people.all() if person.active]
    if any(person.name for person in there):
        return ""
    token = people.link(there[0].id) if there else people.add("", "lead")[1]
    return f"{place.url}/welcome/{token}"


def listening(place: Place) -> socket.socket:
    """A socket at that address; InputError if it is taken, or not one of this machine."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((place.host, place.port))
        # Here, not later: two programs may bind a port, only one may listen.
        made.listen(TOGETHER)
    except (OSError, OverflowError) as error:
        made.close()
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        raise InputError(
            "This port is taken: perhaps by a workshop already open."
            if taken
            else f"One cannot listen there: {getattr(error, 'strerror', None) or error}.",
            where=f"{place.host}:{place.port}",
            todo="Another one: --port 8422." if taken else "Keep --host 127.0.0.1.",
        ) from None
    return made


def serve(app: Starlette, place: Place, socket: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM; requests under way are let finish."""
    lines = logging.Formatter("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    lines.converter = time.gmtime
    handler = logging.StreamHandler()
    handler.setFormatter(lines)
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("doleances.review").setLevel(logging.INFO)
    config = uvicorn.Config(
        app,
        access_log=False,  # what one searches for is in addresses
        log_config=None,
        log_level="warning",
        lifespan="off",
        ws="none",
        server_header=False,
        # Only a front may say where a request comes from; else tries at passwords would choose.
        proxy_headers=place.behind_tls,
        limit_concurrency=TOGETHER,
        timeout_graceful_shutdown=_PARTING,
    )
    _Server(config).run(sockets=[socket])


class _Server(uvicorn.Server):
    """Ends quietly: one stops a workshop by the same signals as a run, and nothing is wrong."""

    def handle_exit(self, sig: int, frame: object) -> None:
        self.should_exit = True
