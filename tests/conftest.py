"""Settings for every test."""

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings
from tests import postgres

# The first example pays for lazy imports, so a time limit on one example says nothing. CI tries the
# same examples each time, so that it fails for what was changed and for nothing else.
settings.register_profile("explorer", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("explorer")

# What the explorer keeps, it keeps for these tests only, in every process that they start.
STATE = tempfile.TemporaryDirectory(prefix="explorer-tests-")
os.environ["EXPLORER_STATE_DIR"] = STATE.name
os.environ.pop("EXPLORER_DATABASE_URL", None)

PROGRAMS = postgres.binaries()
DATABASES = ("sqlite", *(("postgresql",) if PROGRAMS else ()))


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """A PostgreSQL server, started when the first test asks for it."""
    assert PROGRAMS is not None
    started = postgres.Cluster(PROGRAMS)
    yield started
    started.remove()


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: os.PathLike[str]) -> str:
    """The URL of an empty database of each kind there is."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/workshops.sqlite3"
    server: postgres.Cluster = request.getfixturevalue("cluster")
    return server.new_database()
