"""How a finished figure is laid out: its size, its words, and what stands on the map."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
SMALLEST, LARGEST = 60.0, 1200.0


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
        if len(lengths) != 2 or not all(SMALLEST <= length <= LARGEST for length in lengths):
            raise SelectionError(
                Problem(
                    "size",
                    f"'{self.size}'",
                    f"{', '.join(SIZES)}, or millimetres such as 180x120, "
                    f"each {SMALLEST:.0f} to {LARGEST:.0f}",
                    "Choose one of these.",
                )
            )
        return lengths[0], lengths[1]
