"""Neighbourhood inequalities, mapped with the certainty each figure allows."""

__version__ = "0.1.0"
