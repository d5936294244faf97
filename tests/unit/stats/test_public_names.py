"""The package's own promises: documented for the methods page, light to import."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

from explorer import stats

FUNCTIONS = [name for name in stats.__all__ if inspect.isfunction(getattr(stats, name))]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_documented_for_the_methods_page(name: str) -> None:
    text = inspect.getdoc(getattr(stats, name)) or ""
    for section in ("Parameters", "Returns", "Raises", "Notes"):
        assert f"{section}\n{'-' * len(section)}" in text
    assert all(
        parameter in text for parameter in inspect.signature(getattr(stats, name)).parameters
    )


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"additional_to_reach"}))
def test_every_method_names_its_source(name: str) -> None:
    assert "References\n----------" in (inspect.getdoc(getattr(stats, name)) or "")


def test_import_leaves_the_heavy_libraries_for_later() -> None:
    code = "import sys, explorer.stats; print(*sorted(sys.modules))"
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"scipy.stats", "statsmodels", "pandas", "streamlit"} & set(output)
