"""The event by which an automation publishes: told to the Prefect server, where there is one.

`python -m flows.signed ID RECIPE HEAD MISSING`, in a process of its own: the workshop, which starts
it, neither imports Prefect nor waits for a server. Without PREFECT_API_URL it does nothing.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Final

from prefect.events import Event
from prefect.events.clients import get_events_client
from prefect.settings import PREFECT_API_URL

NAME: Final = "doleances.signed"
ATTEMPTS: Final = 3  # to reach the server


def event(id: str, recipe: str, head: str, missing: int) -> Event:
    """What is told: the consultation, the head of its journal, what else is missing; no word."""
    resource = {
        "prefect.resource.id": f"doleances.consultation.{id}",
        "prefect.resource.name": id,
        "doleances.missing": str(missing),
    }
    payload = {"consultation": id, "recipe": recipe, "head": head, "missing": missing}
    return Event(event=NAME, resource=resource, payload=payload)  # type: ignore[arg-type]


async def tell(told: Event) -> None:
    """Send an event, and wait until the server has it."""
    async with get_events_client(ATTEMPTS, checkpoint_every=1) as client:
        await client.emit(told)


def main(id: str, recipe: str, head: str, missing: str) -> None:
    """Tell the server that a consultation is signed."""
    if PREFECT_API_URL.value():
        asyncio.run(tell(event(id, recipe, head, int(missing))))


if __name__ == "__main__":
    main(*sys.argv[1:])
