"""What tests of views share: an indicator that is declared for one test only."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date
from itertools import count

import pandas as pd
import pytest

from explorer import registry
from explorer.model import Breakdown, Indicator, Period, Polarity, Series
from explorer.validate import TABLE_COLUMNS

YEARS = {str(y): Period(str(y), str(y), date(y, 1, 1), date(y, 12, 31)) for y in (2021, 2022)}
Row = tuple[str, str, float]
"""Area code, breakdown and count; `Declare` makes the other columns of the table."""
Declare = Callable[..., Indicator]
_numbers = count()


def table(identifier: str, period: str, rows: Iterable[Row], out_of: float) -> pd.DataFrame:
    """Write counts as rows of a table: value in per cent, limits, numerator and denominator."""
    return pd.DataFrame(
        [
            {
                **dict.fromkeys(TABLE_COLUMNS, ""),
                "indicator": identifier,
                "area_code": code,
                "area_name": code,
                "breakdown": breakdown,
                "period": period,
                "value": 100 * numerator / out_of,
                "lower_95": 90 * numerator / out_of,
                "upper_95": 110 * numerator / out_of,
                "numerator": numerator,
                "denominator": math.nan if math.isnan(numerator) else out_of,
            }
            for code, breakdown, numerator in rows
        ]
    )


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Return a function that declares an indicator from the counts of its releases."""

    def declared(
        releases: dict[str, dict[str, list[Row]]],
        *,
        threshold: int | None,
        out_of: float = 1_000,
        groups: tuple[str, ...] = (),
    ) -> Indicator:
        """Declare one release an area set; `releases` holds counts by area set and year."""
        identifier = f"small-{next(_numbers)}"
        tables = {
            f"{identifier}-{area_set}.csv": pd.concat(
                [table(identifier, year, rows, out_of) for year, rows in years.items()],
                ignore_index=True,
            )
            for area_set, years in releases.items()
        }
        source = next(iter(registry.sources()))
        indicator = Indicator(
            id=identifier,
            name="People counted",
            short_name="Counted",
            definition="People counted for a test.",
            theme="health",
            unit="%",
            decimals=2,
            polarity=Polarity.NEUTRAL,
            series=tuple(
                Series(
                    id=area_set,
                    label=area_set,
                    area_set=area_set,
                    table=f"{identifier}-{area_set}.csv",
                    source=source,
                    periods=tuple(YEARS[year] for year in years),
                    has_intervals=True,
                )
                for area_set, years in releases.items()
            ),
            breakdowns=(Breakdown("group", "Group", tuple((g, g) for g in groups)),)
            if groups
            else (),
            disclosure_threshold=threshold,
        )
        indicators, read = {**registry.indicators(), identifier: indicator}, registry.table
        monkeypatch.setattr(registry, "indicators", lambda: indicators)
        monkeypatch.setattr(
            registry, "table", lambda name: tables[name] if name in tables else read(name)
        )
        return indicator

    return declared
