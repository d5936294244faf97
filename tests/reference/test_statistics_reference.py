"""The statistics give the figures that others have published."""

from __future__ import annotations

import json
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer import stats

REFERENCE = json.loads((Path(__file__).parent / "statistics.json").read_text(encoding="utf-8"))
CASES = REFERENCE["cases"]


def _arguments(case: dict[str, Any]) -> dict[str, Any]:
    return {
        name: REFERENCE["regions"][name] if value == "regions" else value
        for name, value in case["arguments"].items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_published_case(case: dict[str, Any]) -> None:
    result = getattr(stats, case["function"])(**_arguments(case))
    for path, published in case["gives"].items():
        found = reduce(getattr, path.split("."), result) if path else result
        if isinstance(published, str | bool):
            assert found == published
        else:
            np.testing.assert_allclose(found, published, rtol=0, atol=case["tolerance"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_case_names_its_source(case: dict[str, Any]) -> None:
    assert len(case["source"]) > 20
