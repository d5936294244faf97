"""Settings for every test."""

from hypothesis import settings

# The first example pays for lazy imports, so a time limit on one example says nothing.
settings.register_profile("explorer", deadline=None)
settings.load_profile("explorer")
