"""S2, a cluster: what it holds, how sure that is, and what can be decided about it."""

from __future__ import annotations

from typing import Any, Final

from synthesis.review.page import Guarded

routes: Final[list[Guarded | Any]] = []
