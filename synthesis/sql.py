"""The few things said to DuckDB that are not in a .sql file: literals, identifiers, parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping


def named_in(sql: str, parameters: Mapping[str, object]) -> dict[str, object]:
    """The parameters a query names, out of those at hand."""
    names = set(re.findall(r"\$([a-z_]\w*)", sql))
    return {name: parameters[name] for name in sorted(names)}


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
