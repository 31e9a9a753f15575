"""Doléances: from the contributions of a public consultation to a synthesis anyone can check."""

__version__ = "0.1.0"
