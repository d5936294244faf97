"""A reader's own figures for tests: a share by ward, with counts and intervals."""

from __future__ import annotations

from datetime import date

import pandas as pd

from explorer import areas, stats
from explorer.intake.model import THEME
from explorer.keeping import PREFIX, OwnFigures
from explorer.model import Indicator, Period, Polarity, Series, Source, Standing
from explorer.validate import TABLE_COLUMNS

PEOPLE = 400


def own_figures(name: str = "Fuel poverty", area_set: str = "wards-2022") -> OwnFigures:
    """Return figures that rise by one in the hundred from area to area, in the set's order."""
    identifier = f"{PREFIX}{name.lower().replace(' ', '-')}-0a1b2c"
    names = {code: areas.name_of(code) for code in areas.codes(area_set)}
    counts = [4 * number for number in range(1, len(names) + 1)]
    interval = stats.wilson_interval(counts, [PEOPLE] * len(names))
    table = pd.DataFrame(
        {
            "indicator": identifier,
            "area_code": list(names),
            "area_name": list(names.values()),
            "breakdown": "",
            "period": "2023",
            "value": [100 * count / PEOPLE for count in counts],
            "lower_95": 100 * interval.lower,
            "upper_95": 100 * interval.upper,
            "numerator": [float(count) for count in counts],
            "denominator": float(PEOPLE),
            "note": "",
        }
    )[list(TABLE_COLUMNS)]
    indicator = Indicator(
        id=identifier,
        name=name,
        short_name=name,
        definition=f"{name}, as given by the user.",
        theme=THEME,
        unit="%",
        decimals=1,
        polarity=Polarity.LOW_IS_BETTER,
        numerator="households counted",
        denominator="households",
        series=(
            Series(
                id=area_set,
                label="As supplied",
                area_set=area_set,
                table=identifier,
                source=identifier,
                periods=(Period("2023", "2023", date(2023, 1, 1), date(2023, 12, 31)),),
                standing=Standing.USER_SUPPLIED,
                has_intervals=True,
            ),
        ),
    )
    source = Source(identifier, "A council", "Household survey", "Not for publication", "A council")
    return OwnFigures(indicator, source, table)
