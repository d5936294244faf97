from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit import homes


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Work in a copy of the project's data."""
    with homes.at(homes.copy(tmp_path)) as folder:
        yield folder
