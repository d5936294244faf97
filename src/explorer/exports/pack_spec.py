"""What a pack is to hold, read from a spec file with every fault found at once.

A spec is YAML::

    title: Life expectancy, for the strategy
    address: https://explorer.example.org    # of the app, for links; may be left out
    formats: [png, xlsx]                     # of figures that name none
    layouts:                                 # may be left out; each is drawn once
      page: {size: a4-portrait}
      slide: {size: slide, notes: false}
    figures:                                 # or: all
      - indicator: life-expectancy
        by: {sex: male}
        highlight: [a ward, another ward]
        headline: Fourteen years apart
        formats: [png, docx]
        layouts: [page]
      - indicator: life-expectancy
        over: sex                            # a map of each group, or of each period
      - indicator: pm25
        beside: [no2]                        # or: a period, a group, an area set
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlencode

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from explorer import registry
from explorer.errors import ExplorerError, Problem, SelectionError
from explorer.exports.base import Format
from explorer.model import Selection
from explorer.views import asked
from explorer.views.layout import Labels, Layout, LegendPlace
from explorer.views.map_sets import asked as asking
from explorer.views.map_sets.asked import Panels

PAGE = "map-studio"
"""The page that any map can be opened on."""
MAP_ONLY = (Format.GEOJSON, Format.GPKG)


def _as_text(given: object) -> object:
    # YAML reads a period such as 2021 as a number.
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


Text = Annotated[str, BeforeValidator(_as_text)]


class Kind(StrEnum):
    """What is drawn of a selection: its map, or every area in order with its interval."""

    MAP = "map"
    CHART = "chart"


class LayoutEntry(BaseModel):
    """The fields of a layout that a spec may set."""

    model_config = ConfigDict(extra="forbid")

    size: Text | None = None
    headline: str | None = None
    subtitle: str | None = None
    note: str | None = None
    labels: Labels | None = None
    legend: LegendPlace | None = None
    scale_bar: bool | None = None
    north_arrow: bool | None = None
    context: bool | None = None
    inset: bool | None = None
    notes: bool | None = None
    dpi: int | None = None

    def laid_over(self, layout: Layout) -> Layout:
        """Return a layout with the fields that are set here."""
        names = {field.name for field in fields(Layout)}
        given = {name: getattr(self, name) for name in type(self).model_fields if name in names}
        return replace(layout, **{name: v for name, v in given.items() if v is not None})


class FigureEntry(LayoutEntry):
    """One figure of a spec."""

    indicator: str
    kind: Kind = Kind.MAP
    area_set: str = ""
    period: Text = ""
    by: dict[str, Text] = {}
    highlight: list[str] = []
    classify: str = ""
    palette: str = ""
    benchmark: str = ""
    over: str = ""
    beside: list[Text] = []
    formats: list[Format] | None = None
    layouts: list[str] | None = None


class SpecEntry(BaseModel):
    """A whole spec; its figures are checked one by one, so that each fault names its entry."""

    model_config = ConfigDict(extra="forbid")

    title: str
    address: str = ""
    formats: list[Format] = [Format.PNG]
    layouts: dict[str, LayoutEntry] = {}
    figures: list[Any] | Literal["all"]


@dataclass(frozen=True)
class Figure:
    """A view, and the formats and named layouts in which it is wanted."""

    where: str
    kind: Kind
    selection: Selection
    panels: Panels | None
    formats: tuple[Format, ...]
    layouts: tuple[tuple[str, Layout], ...]


@dataclass(frozen=True)
class Spec:
    """A pack's title and figures, all of which are held."""

    title: str
    figures: tuple[Figure, ...]


def read(text: str, where: str = "spec") -> Spec:
    """Read a spec and check all of it.

    Parameters
    ----------
    text : str
        YAML, as the module's description shows it.
    where : str
        The name of its file, for messages.

    Raises
    ------
    SelectionError
        With one problem for every fault, each naming the entry in which it stands.
    """
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        found = " ".join(str(error).split())[:200]
        fix = "Correct the indentation or the quotes there."
        raise SelectionError(Problem(where, found, "YAML", fix)) from error
    spec = _checked(SpecEntry, content if isinstance(content, dict) else {}, where)
    problems: list[Problem] = []
    figures: list[Figure] = []
    for place, entry in _entries(spec, where):
        try:
            figures.append(_figure(entry, spec, place))
        except ExplorerError as error:
            problems += error.problems
    if not figures and not problems:
        problems.append(
            Problem(f"{where}, figures", "an empty list", "one figure or more", "Name a figure.")
        )
    if problems:
        raise SelectionError(problems)
    return Spec(spec.title, tuple(figures))


def permalink(selection: Selection, address: str, panels: Panels | None = None) -> str:
    """Return the address at which a view can be opened again, from the app's own on if known."""
    query = selection.to_query() | (panels.to_query() if panels else {})
    return f"{address.rstrip('/')}/{PAGE}?{urlencode(query)}".lstrip("/")


Entry = TypeVar("Entry", bound=BaseModel)


def _checked(kind: type[Entry], content: Any, where: str) -> Entry:
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        known = ", ".join(kind.model_fields)
        raise SelectionError(
            Problem(
                where=", ".join((where, *(str(part) for part in fault["loc"]))),
                found="nothing" if fault["type"] == "missing" else repr(fault["input"])[:80],
                expected=f"one of {known}"
                if fault["type"] == "extra_forbidden"
                else fault["msg"].lower(),
                fix="Correct the entry.",
            )
            for fault in error.errors()
        ) from error


def _entries(spec: SpecEntry, where: str) -> Iterable[tuple[str, Any]]:
    """Return each figure's entry with the words that name it in a message."""
    if spec.figures == "all":
        for indicator in registry.indicators():
            yield f"{where}, {indicator}", {"indicator": indicator}
        return
    for number, entry in enumerate(spec.figures, start=1):
        named = entry.get("indicator", "") if isinstance(entry, Mapping) else ""
        yield f"{where}, figure {number}{f' ({named})' if named else ''}", entry


def _figure(content: Any, spec: SpecEntry, where: str) -> Figure:
    """Check one figure; every fault of it is named, not the first alone."""
    entry = _checked(FigureEntry, content, where)
    problems: list[Problem] = []
    selection, panels, layouts = None, None, []
    try:
        selection = asked.drawn(
            Selection(entry.indicator, entry.area_set, entry.period, tuple(entry.by.items())),
            highlight=entry.highlight,
            classify=entry.classify,
            palette=entry.palette,
            benchmark=entry.benchmark,
        )
        panels = asking.asked(selection, entry.over, entry.beside)
        if panels:
            asking.selections_of(selection, panels)
    except ExplorerError as error:
        problems += error.problems
    for name in entry.layouts if entry.layouts is not None else list(spec.layouts) or [""]:
        try:
            layouts.append((name, _layout(name, entry, spec)))
        except ExplorerError as error:
            problems += error.problems
    formats = tuple(entry.formats if entry.formats is not None else spec.formats)
    one_map = entry.kind is Kind.MAP and not (entry.over or entry.beside)
    wrong = [form for form in formats if form in MAP_ONLY and not one_map]
    if entry.kind is Kind.CHART and (entry.over or entry.beside):
        found, fix = "several charts on one figure", "Leave it out, or draw maps."
        problems.append(Problem("over or beside", found, "a map", fix))
    if wrong or not formats or not (layouts or problems):
        problems.append(
            Problem(
                "formats or layouts",
                ", ".join(wrong) or "an empty list",
                "at least one layout, and formats that can hold "
                + ("several maps" if entry.over or entry.beside else f"a {entry.kind}"),
                "Correct the list.",
            )
        )
    if problems or selection is None:
        raise SelectionError(replace(p, where=f"{where}, {p.where}") for p in problems)
    return Figure(
        where,
        entry.kind,
        selection,
        panels,
        tuple(dict.fromkeys(formats)),
        tuple(
            (name, replace(layout, permalink=permalink(selection, spec.address, panels)))
            for name, layout in layouts
        ),
    )


def _layout(name: str, entry: FigureEntry, spec: SpecEntry) -> Layout:
    if name and name not in spec.layouts:
        raise SelectionError(
            Problem(
                "layouts",
                f"'{name}'",
                ", ".join(spec.layouts) or "a layout declared in the spec",
                "Declare it under 'layouts' at the top, or choose one that is there.",
            )
        )
    return entry.laid_over(spec.layouts[name].laid_over(Layout()) if name else Layout())
