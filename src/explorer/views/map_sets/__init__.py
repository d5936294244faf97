"""Several maps of one measure as one figure, under one legend."""
