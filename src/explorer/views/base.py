"""What a view is: made once from a selection; screen, print, table and command draw it.

Views are compared by identity, so that what is drawn from one can be kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from explorer.model import AreaSet, Selection, Standing

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


class Swatch(StrEnum):
    """How a legend entry is drawn: filled, hatched or outlined, so that colour is never alone."""

    FILL = "fill"
    HATCH = "hatch"
    OUTLINE = "outline"
    DASHED = "dashed"
    POINT = "point"
    POINT_HOLLOW = "point-hollow"


@dataclass(frozen=True)
class LegendEntry:
    """One line of a legend; `count` is how many areas are drawn so, None where it says nothing."""

    key: str
    label: str
    colour: str
    swatch: Swatch = Swatch.FILL
    count: int | None = None


@dataclass(frozen=True)
class Provenance:
    """Where the figures of a view come from, for when and for which areas.

    `sources` are those of `source` one by one, where there are several.
    """

    measure: str
    period: str
    areas: str
    source: str
    licence: str
    boundary_credit: str
    standing: Standing
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def source_line(self) -> str:
        return f"Source: {self.source}. {self.licence}."


@dataclass(frozen=True)
class Site:
    """A place drawn as a dot over the areas of a map, such as a pharmacy.

    Attributes
    ----------
    latitude, longitude : float
        Degrees, WGS 84.
    name : str
        What stands there, in the reader's words.
    area_code : str
        The area of the map's set in which it officially lies.
    """

    latitude: float
    longitude: float
    name: str
    area_code: str


@dataclass(frozen=True, eq=False)
class MapView:
    """A map, drawn or not.

    Attributes
    ----------
    selection : Selection
    area_set : AreaSet
    frame : geopandas.GeoDataFrame
        One row an area of the set, in the set's order, WGS 84; columns `area_code`, `area_name`,
        `value`, `lower_95`, `upper_95`, `numerator`, `denominator` (floats, missing as NaN),
        `note` (reader's words, '' where there is nothing to say), `class_key` (the key of the
        legend entry that draws it), `colour` (hex), `text` (the value in words with interval:
        what tooltip, table and screen reader say).
    legend_title : str
        Measure and unit.
    legend : tuple of LegendEntry
        Classes lowest first, then 'no data' (hatched), then outlines.
    headline, subtitle : str
        The finding as a sentence; measure, areas and period.
    text_alternative : str
        The finding for those who cannot see the map.
    highlighted : tuple of str
        Codes outlined and labelled.
    provenance : Provenance
    sites : tuple of Site
        Places drawn as dots over the areas; the legend names them with `Swatch.POINT`.
    tables : tuple of TableView
        What belongs to the map and goes into its workbook: the list of its sites, for instance.
    over : AreaSet or None
        Areas whose borders are drawn dashed over the map; the legend names them with
        `Swatch.DASHED`.
    near : tuple of str
        Codes of the areas that the map is fitted to; all where there are none.
    """

    selection: Selection
    area_set: AreaSet
    frame: gpd.GeoDataFrame
    legend_title: str
    legend: tuple[LegendEntry, ...]
    headline: str
    subtitle: str
    text_alternative: str
    provenance: Provenance
    highlighted: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    tables: tuple[TableView, ...] = ()
    over: AreaSet | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Panel:
    """One map of several: what sets it apart, what must be known of it alone ('' for nothing)."""

    title: str
    remark: str
    view: MapView


@dataclass(frozen=True, eq=False)
class MapSet:
    """Maps of one measure beside each other, in the same classes and under one legend.

    Attributes
    ----------
    selection : Selection
        What the maps have in common, and the first thing asked for where they differ.
    panels : tuple of Panel
        In reading order; all of one scale of classes and colours.
    legend : tuple of LegendEntry
        Of all panels, without counts: `counts` gives those.
    legend_title, headline, subtitle, text_alternative, provenance
        Of the whole figure, as in `MapView`.
    name : str
        What the file is called, without ending.
    """

    selection: Selection
    panels: tuple[Panel, ...]
    legend_title: str
    legend: tuple[LegendEntry, ...]
    headline: str
    subtitle: str
    text_alternative: str
    provenance: Provenance
    name: str

    @property
    def area_set(self) -> AreaSet:
        """The areas of the first panel."""
        return self.panels[0].view.area_set

    @property
    def area_sets(self) -> tuple[AreaSet, ...]:
        """Every set of areas that is drawn, each once, in order."""
        held = {panel.view.area_set.id: panel.view.area_set for panel in self.panels}
        return tuple(held.values())

    def counts(self, entry: LegendEntry) -> tuple[int, ...]:
        """Return how many areas of each panel an entry draws; nothing where it counts none."""
        if entry.swatch in (Swatch.OUTLINE, Swatch.POINT):
            return ()
        keys = [panel.view.frame["class_key"] for panel in self.panels]
        return tuple(int((drawn == entry.key).sum()) for drawn in keys)


@dataclass(frozen=True)
class Column:
    """A column of a table: its key in the frame, heading, and how numbers are written."""

    key: str
    label: str
    decimals: int | None = None
    unit: str = ""
    help: str = ""


@dataclass(frozen=True, eq=False)
class TableView:
    """A table with a caption; the keyboard's and the screen reader's twin of a map or chart."""

    caption: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    provenance: Provenance
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passage:
    """A part of a page: a heading, a finding where there is one, then short tables and remarks."""

    title: str
    tables: tuple[TableView, ...]
    notes: tuple[str, ...] = ()


class ChartKind(StrEnum):
    """Kinds of chart the explorer draws.

    INTERVALS
        One row an area in order, point with interval, reference lines. Columns: `label`, `value`,
        `lower_95`, `upper_95`, `highlight` (bool), optional `group`.
    LINES
        Values through time, one line a `group`, band where `lower_95`/`upper_95` are held; lines
        break where `segment` changes. Columns: `period` (label), `order` (int), `value`, `group`,
        `segment`, `lower_95`, `upper_95`, `filled` (bool: independent of its neighbours).
    STACKED
        Composition, one bar a `label`, parts `group` with `value` summing to a whole.
    BARS
        One bar a `label` with `value`, optional interval and `highlight`.
    SCATTER
        `x`, `y`, `label`, optional `highlight`, optional `size`.
    GRADIENT
        Areas or groups in order of deprivation, most deprived first, and the line fitted through
        them. Columns: `x` (per cent of the population), `value`, `lower_95`, `upper_95`, `label`,
        `size`, `highlight`, `fitted`: the line's height in the two rows of its ends, which have no
        `value`.
    FUNNEL
        Shares about their average, by the number they are counted in, and the limits within which
        chance alone would keep them. Columns: `x` (that number), `value`, `label`, `highlight`,
        `position` (in words); rows of the limits, in order of `x`, have no `value` but
        `lower_limit_95`, `upper_limit_95`, `lower_limit_998`, `upper_limit_998`. The one reference
        line is the average.
    SPINE
        Measures of any unit, one row a `label`, on a scale from worse (-1) to better (1). Columns:
        `label`, `group` (whose figure), `value`, `lower_95`, `upper_95`, `said` (the figure in
        words); the first row of a label has the spread of its areas: `least`, `most` and the
        middle half, `band_low`, `band_high`.
    """

    INTERVALS = "intervals"
    LINES = "lines"
    STACKED = "stacked"
    BARS = "bars"
    SCATTER = "scatter"
    GRADIENT = "gradient"
    FUNNEL = "funnel"
    SPINE = "spine"


BESIDE = "beside"
"""In place of a colour: the group of a spine set beside the first, in the ink of ordinary marks."""


@dataclass(frozen=True)
class ReferenceLine:
    """A benchmark, guideline or target across a chart."""

    label: str
    value: float


@dataclass(frozen=True, eq=False)
class ChartView:
    """A chart, drawn or not; `frame` has the columns that `kind` names, rows in drawing order."""

    kind: ChartKind
    title: str
    frame: pd.DataFrame
    value_label: str
    decimals: int
    text_alternative: str
    provenance: Provenance
    subtitle: str = ""
    label_heading: str = ""
    x_label: str = ""
    reference_lines: tuple[ReferenceLine, ...] = ()
    colours: tuple[tuple[str, str], ...] = field(default=())
    zero_based: bool = False


@dataclass(frozen=True)
class Finding:
    """A theme's headline, as the overview states it.

    Attributes
    ----------
    sentence : str
        The finding with its numbers and its interval where one is held; no full stop at the end.
    detail : str
        What a reader must know beside it, in one or two whole sentences; '' for nothing.
    source, period : str
        Who published the figures, and for when.
    page : str
        File stem of the page that shows more.
    query : tuple of (str, str)
        URL query that opens the page on what the sentence says; `Selection.to_query().items()`.
    picture : MapView or None
        The theme's map, to be drawn small; None where there is none.
    """

    sentence: str
    detail: str
    source: str
    period: str
    page: str
    query: tuple[tuple[str, str], ...] = ()
    picture: MapView | None = None
