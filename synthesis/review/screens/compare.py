"""S4, two clusters side by side: one idea, or two."""

from __future__ import annotations

from typing import Any, Final

from synthesis.review.page import Guarded

routes: Final[list[Guarded | Any]] = []
