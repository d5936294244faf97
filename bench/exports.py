"""Time of one finished map at 300 dots an inch, once warm, and of a pack of every indicator."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from explorer.exports import Format, pack, pack_spec, picture
from explorer.model import Selection
from explorer.views import of_selection
from explorer.views.layout import Layout

RUNS = 5
LIMIT = 0.5
PACK_LIMIT = 60
EVERYTHING = "title: Everything\nfigures: all\nformats: [png, xlsx]\n"
MAP = Selection("life-expectancy", "wards-2002", "2010-14", (("sex", "male"),))


def run(runs: int = RUNS) -> dict[str, Any]:
    """Write an A4 map in each format of a picture, once to warm up and then to be timed.

    Returns
    -------
    dict
        Medians in seconds by format, the seconds of one pack, and whether both are in time.
    """
    view, layout = of_selection.map_view(MAP), Layout()
    times = {
        form.value: _median(partial(picture.write_map, view, form, layout), runs)
        for form in (Format.PNG, Format.SVG, Format.PDF)
    }
    start = perf_counter()
    pack.write(pack_spec.read(EVERYTHING))
    packed = perf_counter() - start
    return {
        "runs": runs,
        "map on A4, seconds": {form: round(seconds, 3) for form, seconds in times.items()},
        "300 dpi map within half a second": times["png"] <= LIMIT,
        "pack of every indicator as PNG and XLSX, seconds": round(packed, 1),
        "pack within a minute": packed <= PACK_LIMIT,
    }


def _median(write: Callable[[], bytes], runs: int) -> float:
    write()  # the first map loads libraries and boundaries
    times = []
    for _ in range(runs):
        start = perf_counter()
        write()
        times.append(perf_counter() - start)
    return median(times)
