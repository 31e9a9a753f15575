"""The Prefect server a run is told to: one that answers, or a temporary one of its own."""

from __future__ import annotations

import os
from pathlib import Path

from synthesis.errors import OutputError

ADVICE = "Mend that, or run with --inline: the same bytes without Prefect."
PATIENCE = 10.0  # seconds


def ready() -> None:
    """OutputError, before any work, where Prefect could only wait or stop with a traceback."""
    home = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect").expanduser()
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    if not (nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)):
        raise OutputError("Prefect cannot keep its records here.", where=home, todo=ADVICE)
    from prefect.settings import PREFECT_API_URL

    url = PREFECT_API_URL.value()
    if url:
        _answers(url)


def _answers(url: str) -> None:
    import httpx

    try:
        httpx.get(f"{url}/health", timeout=PATIENCE).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise OutputError(
            f"This Prefect server (PREFECT_API_URL) does not answer: {error}",
            where=url,
            todo=ADVICE,
        ) from None


def end() -> None:
    """End the temporary server of this process, if it has one."""
    from prefect.server.api.server import SubprocessASGIServer

    SubprocessASGIServer().stop()
