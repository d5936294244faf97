"""Writes everything in `geo/` from a folder of supplied boundaries, postcodes and practices."""
