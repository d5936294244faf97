"""Inks and sizes that every chart shares."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.views import palettes


@dataclass(frozen=True)
class Ink:
    """Colours of a chart's marks by what they mean.

    Attributes
    ----------
    mark, accent, quiet : str
        Ordinary marks; marks of the areas compared; reference lines and labels.
    categorical : tuple of str
        Colours of groups in order; empty to take the page theme's.
    """

    mark: str
    accent: str
    quiet: str
    categorical: tuple[str, ...] = ()


SCREEN = Ink(mark="blue", accent="orange", quiet="gray")
"""Streamlit reads these names as the theme's colours, so a chart follows light and dark."""

PRINT = Ink(
    mark=palettes.HEADING,
    accent=palettes.HIGHLIGHT,
    quiet=palettes.NO_DATA_HATCH,
    categorical=palettes.categorical(6),
)

TEXT_SIZE = 12
LINE_HEIGHT = 14
ROW_HEIGHT = 17
BAR_HEIGHT = 20
PLOT_HEIGHT = 280
BAND_OPACITY = 0.16
FIGURE_ROOM = 40
"""Room in pixels right of a plot for the figures written there."""

_CHARACTER_WIDTH = 6.0


def text_width(text: str) -> float:
    """Return about how wide a label is drawn, in pixels."""
    return len(text) * _CHARACTER_WIDTH
