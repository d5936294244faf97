"""How a finished figure is laid out: its size, its words, and what stands on the map."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from explorer.errors import Problem, SelectionError

SIZES = {
    "a4-landscape": (297.0, 210.0),
    "a4-portrait": (210.0, 297.0),
    "a3-landscape": (420.0, 297.0),
    "a3-portrait": (297.0, 420.0),
    "slide": (338.7, 190.5),
}
"""Width and height in millimetres; 'slide' is 16:9."""
SMALLEST, SMALLEST_PART, LARGEST = 60.0, 30.0, 1200.0
"""Millimetres: of a sheet, of a figure within a page, and of any."""
PARTS = ("scale_bar", "north_arrow", "context", "inset", "notes")
"""What can be left off a figure: fields of `Layout` that are on or off."""
NO_PARTS = "none"
QUERY = ("size", "headline", "subtitle", "note", "labels", "legend", "parts")
"""Keys of a layout in a URL query; `model.RESERVED` keeps breakdowns from having them."""


class Labels(StrEnum):
    """What is written on the areas."""

    NONE = "none"
    NAMES = "names"
    VALUES = "values"
    NUMBERS = "numbers"


class LegendPlace(StrEnum):
    """Where the legend stands."""

    RIGHT = "right"
    BELOW = "below"


@dataclass(frozen=True)
class Layout:
    """A finished figure's layout; the default is an A4 page across with everything on it.

    Attributes
    ----------
    size : str
        A key of `SIZES`, or width and height in millimetres: '180x120'.
    headline, subtitle : str
        In place of the view's own; empty to keep them.
    note : str
        A sentence of the reader's own, under the view's notes.
    labels : Labels
    legend : LegendPlace
    scale_bar, north_arrow, context, inset, notes : bool
        Scale bar; north arrow; river, parks and neighbouring boroughs; a small map of where this
        is; the caveats under the figure.
    dpi : int
        Dots an inch of pictures.
    permalink : str
        The address of the view, printed with the source; empty where there is none.
    standalone : bool
        Whether headline, subtitle, source and notes stand on the figure itself; they do not where
        a document or slide around it says them.
    lettering : float
        How many times larger than usual for the size its text is, as in a small figure on a page.
    """

    size: str = "a4-landscape"
    headline: str = ""
    subtitle: str = ""
    note: str = ""
    labels: Labels = Labels.NAMES
    legend: LegendPlace = LegendPlace.RIGHT
    scale_bar: bool = True
    north_arrow: bool = True
    context: bool = True
    inset: bool = False
    notes: bool = True
    dpi: int = 300
    permalink: str = ""
    standalone: bool = True
    lettering: float = 1.0

    def __post_init__(self) -> None:
        self.millimetres  # noqa: B018  # refuses a size that is not one
        if not 50 <= self.dpi <= 1200:
            raise SelectionError(
                Problem("dots an inch", f"{self.dpi}", "50 to 1,200", "Choose 300 for print.")
            )

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height.

        Raises
        ------
        SelectionError
            When `size` is neither a known one nor two lengths that can be printed.
        """
        if self.size in SIZES:
            return SIZES[self.size]
        match = re.fullmatch(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)", self.size)
        lengths = tuple(float(length) for length in match.groups()) if match else ()
        least = SMALLEST if self.standalone else SMALLEST_PART
        if len(lengths) != 2 or not all(least <= length <= LARGEST for length in lengths):
            raise SelectionError(
                Problem(
                    "size",
                    f"'{self.size}'",
                    f"{', '.join(SIZES)}, or millimetres such as 180x120, "
                    f"each {least:.0f} to {LARGEST:.0f}",
                    "Choose one of these.",
                )
            )
        return lengths[0], lengths[1]

    def to_query(self) -> dict[str, str]:
        """Write as URL query parameters what differs from the default."""
        fields = {key: str(getattr(self, key)) for key in QUERY[:-1]}
        shown = [part for part in PARTS if getattr(self, part)]
        usual = Layout()
        query = {key: text for key, text in fields.items() if text != str(getattr(usual, key))}
        if shown != [part for part in PARTS if getattr(usual, part)]:
            query["parts"] = ".".join(shown) or NO_PARTS
        return query

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Layout:
        """Read a layout from URL query parameters; the inverse of `to_query`.

        Raises
        ------
        SelectionError
            When a size, place or part is asked for that there is not.
        """
        asked = {key: text for key, text in query.items() if key in QUERY and text}
        shown = asked.pop("parts", "").split(".")
        _refuse_unknown("labels", [asked.get("labels", "")], Labels)
        _refuse_unknown("legend", [asked.get("legend", "")], LegendPlace)
        _refuse_unknown("parts", shown, (*PARTS, NO_PARTS))
        layout = cls(
            size=asked.get("size", cls.size),
            headline=asked.get("headline", ""),
            subtitle=asked.get("subtitle", ""),
            note=asked.get("note", ""),
            labels=Labels(asked.get("labels", cls.labels)),
            legend=LegendPlace(asked.get("legend", cls.legend)),
        )
        return layout if shown == [""] else layout.showing(shown)

    def showing(self, parts: Collection[str]) -> Layout:
        """Return a copy with these of `PARTS` on it and no others."""
        scale_bar, north_arrow, context, inset, notes = (part in parts for part in PARTS)
        return replace(
            self,
            scale_bar=scale_bar,
            north_arrow=north_arrow,
            context=context,
            inset=inset,
            notes=notes,
        )


def _refuse_unknown(where: str, asked: Iterable[str], held: Iterable[str]) -> None:
    known = list(held)
    for text in asked:
        if text and text not in known:
            raise SelectionError(
                Problem(where, f"'{text}'", ", ".join(known), "Choose one of these.")
            )
