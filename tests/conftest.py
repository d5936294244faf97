"""Settings for every test."""

import os

from hypothesis import settings

# The first example pays for lazy imports, so a time limit on one example says nothing. CI tries the
# same examples each time, so that it fails for what was changed and for nothing else.
settings.register_profile("explorer", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("explorer")
