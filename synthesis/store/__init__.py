"""The only door to DuckDB: tables go in and out as Parquet parts, the warehouse is made of them.

DuckDB is a cache that can be deleted. A run builds its tables in memory (spilling to disk), keeps
each as a part whose name says what it was made from, and swaps a whole new warehouse in by rename.
"""

from synthesis.store.building import MACROS, Store
from synthesis.store.comparing import Parting, canonical, first_difference
from synthesis.store.connection import DEFAULT_MEMORY, Row
from synthesis.store.export import Exported, export
from synthesis.store.warehouse import Warehouse

__all__ = [
    "DEFAULT_MEMORY",
    "MACROS",
    "Exported",
    "Parting",
    "Row",
    "Store",
    "Warehouse",
    "canonical",
    "export",
    "first_difference",
]
