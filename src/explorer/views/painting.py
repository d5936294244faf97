"""How the areas of a map are painted: by their value, or by what a benchmark says of them.

A painting gives every area the key of a legend entry, a colour and its words, and the entries with
their counts. Colour never stands alone: classes are ordered by lightness, verdicts carry a symbol
and words, and what cannot be told from the benchmark is hatched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer import registry, stats
from explorer.errors import Problem, SelectionError
from explorer.model import AreaKind, AreaSet, Indicator, Polarity, Selection
from explorer.views import disclosure, palettes, selections, words
from explorer.views.base import LegendEntry, Swatch
from explorer.views.classes import Classes

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

NO_DATA = "no-data"
NO_DATA_LABEL = "No data"
WITHHELD = "withheld"
WITHHELD_LABEL = "Withheld"
COMPARED = "compared"
NOT_COMPARED = "not compared"
SYMBOLS = {"lower": "▼", "similar": "◆", "higher": "▲"}
JUDGEMENTS = {
    Polarity.HIGH_IS_BETTER: {"lower": "worse", "higher": "better"},
    Polarity.LOW_IS_BETTER: {"lower": "better", "higher": "worse"},
    Polarity.NEUTRAL: {},
}


@dataclass(frozen=True)
class Against:
    """The benchmark of a comparison: a borough, the region or the country."""

    code: str
    name: str
    value: float


def by_class(
    frame: gpd.GeoDataFrame,
    indicator: Indicator,
    area_set: AreaSet,
    classes: Classes,
    selection: Selection,
) -> tuple[gpd.GeoDataFrame, tuple[LegendEntry, ...]]:
    """Paint areas by the class of their value, lightest for the least.

    In the diverging palette the palest classes are those next to the benchmark.
    """
    colours = class_colours(indicator, classes, selection)
    values = frame["value"].to_numpy(dtype=float)
    keys = [f"class-{i}" if i >= 0 else "" for i in classes.assign(values)]
    painted = _painted(frame, indicator, keys, {f"class-{i}": c for i, c in enumerate(colours)})
    counts = painted["class_key"].value_counts()
    entries = [
        LegendEntry(f"class-{i}", label, colour, Swatch.FILL, int(counts.get(f"class-{i}", 0)))
        for i, (label, colour) in enumerate(zip(classes.labels(values), colours, strict=True))
    ]
    return painted, (*entries, *_blank_entries(counts, area_set))


def class_colours(indicator: Indicator, classes: Classes, selection: Selection) -> tuple[str, ...]:
    """Return the colour of each class in the palette that is chosen, lowest class first."""
    if selection.palette == selections.DIVERGING:
        middle = round(benchmark_of(selection).value, classes.decimals)
        below = sum(limit <= middle for limit in classes.breaks)
        return palettes.about_benchmark(below, classes.count - below)
    if selection.palette in ("", selections.WITHOUT_RED_AND_GREEN):
        return palettes.sequential(indicator.theme, classes.count)
    return palettes.of_choice(selection.palette, classes.count)


def by_benchmark(
    frame: gpd.GeoDataFrame, indicator: Indicator, area_set: AreaSet, selection: Selection
) -> tuple[gpd.GeoDataFrame, tuple[LegendEntry, ...]]:
    """Paint areas by whether their interval lies below, across or above a benchmark.

    Raises
    ------
    SelectionError
        When the release gives no figure for the benchmark.
    """
    against = benchmark_of(selection)
    verdicts = compare(frame, against)
    palette = palettes.benchmark_colours(selection.palette)
    judgement = JUDGEMENTS[indicator.polarity]
    colours = {
        "lower": palette[judgement.get("lower", "lower")],
        "similar": palette["similar"],
        "higher": palette[judgement.get("higher", "higher")],
        NOT_COMPARED: palettes.NO_DATA_FILL,
    }
    keys = ["" if np.isnan(v) else k for k, v in zip(verdicts, frame["value"], strict=True)]
    painted = _painted(frame, indicator, keys, colours)
    said = [
        f"{text}. {verdict_words(key, indicator, against)}" if key in SYMBOLS else text
        for key, text in zip(keys, painted["text"], strict=True)
    ]
    painted = painted.assign(text=said)
    counts = painted["class_key"].value_counts()
    entries = [
        LegendEntry(
            key,
            f"{symbol} {verdict_words(key, indicator, against)}",
            colours[key],
            Swatch.HATCH if key == "similar" else Swatch.FILL,
            int(counts.get(key, 0)),
        )
        for key, symbol in SYMBOLS.items()
    ]
    if without := int(counts.get(NOT_COMPARED, 0)):
        entries.append(
            LegendEntry(
                NOT_COMPARED, "No interval, so not compared", palettes.NO_DATA_FILL, Swatch.FILL,
                without,
            )
        )  # fmt: skip
    return painted, (*entries, *_blank_entries(counts, area_set))


def benchmark_of(selection: Selection) -> Against:
    """Return the benchmark of a complete selection, the country where none is named."""
    places = registry.places()
    code = selection.benchmark or places.country.code
    name = next(place.short_name for place in places.comparators if place.code == code)
    held = selections.figures(selection).comparators
    value = held.loc[held["area_code"] == code, "value"].dropna()
    if value.empty:
        raise SelectionError(
            Problem(
                "comparison",
                f"no figure for {name} in this release",
                "one of " + (", ".join(held.dropna(subset=["value"])["area_name"]) or "none held"),
                "Choose another benchmark, period or release.",
            )
        )
    return Against(code, name, float(value.iloc[0]))


def compare(frame: pd.DataFrame, against: Against) -> list[str]:
    """Return lower, similar, higher or not compared for each area, by the rule of Fingertips."""
    found = stats.benchmark(
        frame["lower_95"].to_numpy(dtype=float),
        frame["upper_95"].to_numpy(dtype=float),
        against.value,
    )
    return [str(word) for word in np.atleast_1d(found)]


def verdict_words(key: str, indicator: Indicator, against: Against) -> str:
    """Write a verdict: 'Lower than England: worse'; 'Cannot be told from England'."""
    if key == "similar":
        return f"Cannot be told from {against.name}"
    judged = JUDGEMENTS[indicator.polarity].get(key)
    return f"{key.capitalize()} than {against.name}" + (f": {judged}" if judged else "")


def summary(frame: pd.DataFrame, indicator: Indicator, selection: Selection) -> str:
    """Count the verdicts in a sentence: 'Against England, 16 are higher (better), ...'."""
    against = benchmark_of(selection)
    verdicts = compare(frame, against)
    judgement = JUDGEMENTS[indicator.polarity]

    def said(key: str) -> str:
        return f"{key} ({judgement[key]})" if key in judgement else key

    value = words.with_unit(against.value, indicator.decimals, indicator.unit)
    return (
        f"Against {against.name} ({value}), {verdicts.count('higher')} are {said('higher')}, "
        f"{verdicts.count('lower')} {said('lower')}, and {verdicts.count('similar')} cannot be "
        "told from it."
    )


def compared_entry(area_set: AreaSet, highlighted: tuple[str, ...]) -> tuple[LegendEntry, ...]:
    """Return the legend's line for the areas outlined; none where nothing is."""
    if not highlighted:
        return ()
    label = (
        f"The two {area_set.nouns} compared"
        if len(highlighted) == 2
        else f"The {area_set.noun} chosen"
    )
    return (LegendEntry(COMPARED, label, palettes.HIGHLIGHT, Swatch.OUTLINE),)


def value_text(row: pd.Series, indicator: Indicator) -> str:
    """Write an area's figure as tooltip, table and screen reader say it."""
    if np.isnan(row["value"]):
        note = str(row["note"])
        if row["class_key"] == WITHHELD:
            return f"{row['area_name']}: {note[:1].lower()}{note[1:]}"
        return f"{row['area_name']}: no figure. {note}".strip()
    text = f"{row['area_name']}: {indicator.with_unit(float(row['value']))}"
    span = words.interval(row["lower_95"], row["upper_95"], indicator.decimals)
    return f"{text} (95% interval {span})" if span else text


def _painted(
    frame: gpd.GeoDataFrame, indicator: Indicator, keys: list[str], colours: dict[str, str]
) -> gpd.GeoDataFrame:
    """Add class, colour and words; an empty key is an area without a figure."""
    notes = frame["note"].fillna("")
    without = [WITHHELD if disclosure.is_withheld(note) else NO_DATA for note in notes]
    fills = colours | {NO_DATA: palettes.NO_DATA_FILL, WITHHELD: palettes.WITHHELD_FILL}
    drawn = [key or other for key, other in zip(keys, without, strict=True)]
    painted = frame.assign(
        note=[registry.notes().get(note, "") for note in notes],
        class_key=drawn,
        colour=[fills[key] for key in drawn],
    )
    return painted.assign(text=[value_text(row, indicator) for _, row in painted.iterrows()])


def _blank_entries(counts: pd.Series, area_set: AreaSet) -> tuple[LegendEntry, ...]:
    missing, withheld = int(counts.get(NO_DATA, 0)), int(counts.get(WITHHELD, 0))
    entry = LegendEntry(NO_DATA, NO_DATA_LABEL, palettes.NO_DATA_FILL, Swatch.HATCH, missing)
    if not withheld:
        return (entry,)
    swatch = Swatch.POINT_HOLLOW if area_set.kind is AreaKind.POINT else Swatch.HATCH
    return (
        entry,
        LegendEntry(WITHHELD, WITHHELD_LABEL, palettes.WITHHELD_FILL, swatch, withheld),
    )
