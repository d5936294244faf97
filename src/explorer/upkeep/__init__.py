"""Keeping figures fresh: what changed, what is due, and replacing files whole or not at all."""
