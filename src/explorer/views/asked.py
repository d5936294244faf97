"""How people ask for a map in words, on the command line or in a file: by code or by name."""

from __future__ import annotations

from collections.abc import Iterable

from explorer import areas, registry
from explorer.errors import Problem, SelectionError
from explorer.model import Selection
from explorer.views import selections


def drawn(
    selection: Selection,
    *,
    highlight: Iterable[str] = (),
    classify: str = "",
    palette: str = "",
    benchmark: str = "",
) -> Selection:
    """Return a complete selection, drawn as asked.

    Parameters
    ----------
    selection : Selection
        Gaps are filled with what is held.
    highlight : iterable of str
        Areas to outline, by code or name.
    classify : str
        As `Selection.classification`, or 'benchmark' to colour by comparison with `benchmark`.
    palette : str
        As `Selection.palette`.
    benchmark : str
        Borough, region or country, by code or name.

    Raises
    ------
    SelectionError, UnknownAreaError
        When something is named that is not held.
    """
    held = selections.complete(selection)
    against = classify == selections.BENCHMARK
    return selections.complete(
        held.changed(
            highlighted=tuple(areas.resolve(name, held.area_set) for name in highlight),
            classification="" if against else classify,
            layer=selections.BENCHMARK if against else "",
            palette=palette,
            benchmark=_place(benchmark),
        )
    )


def _place(text: str) -> str:
    """Return the code of a comparator given by code or name; '' where none is given."""
    if not text:
        return ""
    places = registry.places().comparators
    for place in places:
        if text.casefold() in (n.casefold() for n in (place.code, place.name, place.short_name)):
            return place.code
    raise SelectionError(
        Problem(
            "benchmark",
            f"'{text}'",
            ", ".join(f"{place.code} ({place.name})" for place in places),
            "Give a code or name.",
        )
    )
