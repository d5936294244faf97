"""A selection becomes a map: joined frame, classes, colours, legend, notes and credit lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from explorer import areas, registry
from explorer.areas import MatchReport
from explorer.keeping import kept
from explorer.model import AreaSet, Indicator, Selection, Series, Standing
from explorer.views import painting, selections, words
from explorer.views.base import MapView, Provenance
from explorer.views.classes import Classes, classify, own_breaks

if TYPE_CHECKING:
    import pandas as pd

LEAST_CLASSES_SHOWN = 4
STANDING_WORDS = {
    Standing.DERIVED: "Worked out by this project from published figures of smaller areas.",
    Standing.ESTIMATE: "An estimate, not a published figure.",
    Standing.STATED: "Stated in a document; the figures behind it are not held here.",
    Standing.SECONDARY: "From a secondary source, not from the publisher.",
    Standing.USER_SUPPLIED: "Supplied by the user.",
}


@kept(maxsize=512)
def map_view(selection: Selection, headline: str = "", subtitle: str = "") -> MapView:
    """Build the map of a selection.

    Parameters
    ----------
    selection : Selection
        Gaps are filled with what is held.
    headline, subtitle : str
        The finding, where a page has a better one than "highest in ..., lowest in ...".

    Raises
    ------
    SelectionError, AreaJoinError, DataFileError
        When the selection is not held or its files do not belong together.
    """
    selection = selections.complete(selection)
    indicator = registry.indicator(selection.indicator)
    area_set = areas.area_set(selection.area_set)
    held = selections.figures(selection)
    joined = areas.join(held.areas.drop(columns="area_name"), area_set.id)
    if selection.layer == selections.BENCHMARK:
        frame, legend = painting.by_benchmark(joined.frame, indicator, area_set, selection)
        against = f" {painting.summary(frame, indicator, selection)}"
    else:
        classes = map_classes(selection)
        frame, legend = painting.by_class(joined.frame, indicator, area_set, classes, selection)
        against = _about(selection)
    return MapView(
        selection=selection,
        area_set=area_set,
        frame=frame,
        legend_title=legend_title(indicator),
        legend=(*legend, *painting.compared_entry(area_set, selection.highlighted)),
        headline=headline or finding(frame, selection),
        subtitle=f"{subtitle or describe(selection)}{against}",
        text_alternative=f"{_alternative(frame, selection, headline)}{against}",
        provenance=provenance(selection, joined.report),
        highlighted=selection.highlighted,
    )


@kept(maxsize=512)
def map_classes(selection: Selection) -> Classes:
    """Return the classes of a map: those of every period of the release, where they serve.

    Classes that hold for all periods let colours be compared from one to the next. Where a measure
    has moved so far that a period would show few of them, it gets classes of its own.
    """
    classes = _classes(selection)
    if selection.palette == selections.DIVERGING:
        return classes.about(painting.benchmark_of(selection).value)
    return classes


def _classes(selection: Selection) -> Classes:
    indicator = registry.indicator(selection.indicator)
    held = selections.through_time(selection)
    held = held[held["area_code"].isin(areas.codes(selection.area_set))]
    now = held.loc[held["period"] == selection.period, "value"].to_numpy(dtype=float)
    scheme = selection.classification or "quantiles"
    breaks = own_breaks(selection.classification) if selection.classification else indicator.breaks
    shared = classify(
        held["value"].to_numpy(dtype=float), indicator.decimals, scheme, breaks=breaks
    )
    if breaks or len(set(shared.assign(now)) - {-1}) >= LEAST_CLASSES_SHOWN:
        return shared
    return classify(now, indicator.decimals, scheme)


def _about(selection: Selection) -> str:
    """Say about which benchmark the colours part; '' where they do not."""
    if selection.palette != selections.DIVERGING:
        return ""
    against = painting.benchmark_of(selection)
    value = registry.indicator(selection.indicator).with_unit(against.value)
    return f" Colours part at {against.name} ({value}): ochre below it, blue above."


def legend_title(indicator: Indicator) -> str:
    """Return measure and unit: 'Life expectancy at birth (years)'."""
    return f"{indicator.short_name} ({indicator.unit})" if indicator.unit else indicator.short_name


def describe(selection: Selection) -> str:
    """Say measure, group, areas and period: 'Life expectancy at birth, men, by ward, 2010–14.'"""
    indicator = registry.indicator(selection.indicator)
    area_set = areas.area_set(selection.area_set)
    group = selections.group_words(selection)
    parts = [
        indicator.name,
        words.lower_first(group),
        f"by {area_set.noun}",
        selections.period_of(selection).label,
    ]
    return f"{', '.join(part for part in parts if part)}."


def finding(frame: pd.DataFrame, selection: Selection) -> str:
    """Say where a measure is highest and lowest; never says that the difference is real."""
    indicator = registry.indicator(selection.indicator)
    held = frame.dropna(subset=["value"]).sort_values("value", kind="stable")
    if held.empty:
        return f"No figure is held for {words.lower_first(describe(selection))}"
    low, high = held.iloc[0], held.iloc[-1]
    group = words.lower_first(selections.group_words(selection))
    name = f"{indicator.short_name}, {group}," if group else indicator.short_name
    least, most = (
        words.in_prose(float(row["value"]), indicator.decimals, indicator.unit)
        for row in (low, high)
    )
    if least == most:
        return f"{name} stood at {least} everywhere"
    return f"{name} ranged from {least} in {low['area_name']} to {most} in {high['area_name']}"


def provenance(selection: Selection, report: MatchReport | None = None) -> Provenance:
    """Say where the figures of a selection come from, for when and for which areas."""
    indicator = registry.indicator(selection.indicator)
    series = indicator.series_for(selection.area_set, selection.period)
    area_set = areas.area_set(selection.area_set)
    source = registry.sources()[series.source]
    group = selections.group_words(selection)
    notes = [caveat_text(key) for key in (*indicator.caveats, *series.caveats)]
    if series.standing in STANDING_WORDS:
        notes.insert(0, STANDING_WORDS[series.standing])
    if series.interval_method:
        notes.append(_interval_words(series))
    if report is not None and report.missing:
        notes.append(str(report))
    return Provenance(
        measure=", ".join(part for part in (indicator.name, words.lower_first(group)) if part),
        period=selections.period_of(selection).label,
        areas=f"{area_set.title}: {area_set.vintage}",
        source=f"{source.publisher}, {source.title}",
        licence=source.licence,
        boundary_credit=area_set.credit,
        standing=series.standing,
        notes=tuple(dict.fromkeys(notes)),
    )


def shared_provenance(
    measure: str,
    area_set: AreaSet,
    used: Iterable[Selection],
    standing: Standing,
    notes: tuple[str, ...] = (),
) -> Provenance:
    """Say where figures that stand together come from: each source and licence once, in order."""
    origins = [provenance(selection) for selection in used]
    sources = tuple(dict.fromkeys(origin.source for origin in origins))
    return Provenance(
        measure=measure,
        period="the latest period of each measure",
        areas=f"{area_set.title}: {area_set.vintage}",
        source="; ".join(sources),
        licence="; ".join(dict.fromkeys(origin.licence for origin in origins)),
        boundary_credit=area_set.credit,
        standing=standing,
        notes=notes,
        sources=sources,
    )


def caveat_text(key: str) -> str:
    """Return the one wording of a note."""
    return registry.notes()[key]


def _interval_words(series: Series) -> str:
    methods = {"wilson": "Wilson's method"}
    return (
        f"The publisher gives no interval; those shown are made here from the counts by "
        f"{methods[series.interval_method]}."
    )


def _alternative(frame: pd.DataFrame, selection: Selection, headline: str) -> str:
    held = int(frame["value"].notna().sum())
    area_set = areas.area_set(selection.area_set)
    parts = [
        f"Map of {words.count_of(len(frame), area_set.noun, area_set.nouns)}.",
        f"{headline}." if headline else "",
        f"{finding(frame, selection)}.",
        f"{len(frame) - held} have no figure." if held < len(frame) else "",
        "The table beside the map gives every figure.",
    ]
    return " ".join(part for part in parts if part)
