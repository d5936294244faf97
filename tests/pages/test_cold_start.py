"""The first page of a server does not wait for libraries that it makes no use of."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("sklearn", "matplotlib.pyplot", "statsmodels", "docx", "pptx", "typst", "vl_convert")
OPENED = """
import sys
from tests.pages.opening import opened
from explorer.ui.room.routes import routes
app = opened(sys.argv[1])
assert not app.exception
print(*[name for name in sys.argv[2:] if name in sys.modules])
"""


@pytest.mark.parametrize("page", ["overview", "life-expectancy"])
def test_a_first_page_leaves_heavy_libraries_alone(page: str) -> None:
    made = subprocess.run(
        [sys.executable, "-c", OPENED, page, *HEAVY], capture_output=True, text=True, check=True
    )
    assert made.stdout.split() == []
