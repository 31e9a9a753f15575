"""S3, a contribution: its words, and the sum that put it where it is."""

from __future__ import annotations

from typing import Any, Final

from synthesis.review.page import Guarded

routes: Final[list[Guarded | Any]] = []
