"""The codebook: the themes people wrote down, and the rules that find them in the answers."""

from synthesis.codebook.inflections import Inflections
from synthesis.codebook.matching import matches_sql
from synthesis.codebook.reading import read
from synthesis.codebook.themes import Codebook, Theme, table

__all__ = ["Codebook", "Inflections", "Theme", "matches_sql", "read", "table"]
