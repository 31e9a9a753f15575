"""S9, the concordance: every occurrence of words or of a pattern, in what surrounds it."""

from __future__ import annotations

from typing import Any, Final

from synthesis.review.page import Guarded

routes: Final[list[Guarded | Any]] = []
