"""Two indicators on one set of areas: where both are high, and whether they go together."""
