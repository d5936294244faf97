"""A map whose areas have names that have broken other people's files."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from explorer.model import Selection
from explorer.views import maps
from explorer.views.base import MapView

HOSTILE = (
    '=HYPERLINK("http://example.org","Click")',
    "+44 20",
    "-1+1",
    "@SUM(A1)",
    "\tTab",
    "\rReturn",
    "\"Quoted\", with commas; and 'more'",
    "<script>alert('markup')</script> & co",
    "שכונה מערבית",
    "حي وستمنستر",
    "[a link](http://example.org) [another](http://example.org)",
    "$$note$$",
    "***",
    "two\nlines",
    "bell\x07",
    "' or 1=1; --",
)
PLAIN = tuple(name.replace("\x07", "") for name in HOSTILE)


@cache
def hostile() -> MapView:
    """Return a map of wards, of which the first have names that are hard to write."""
    view = maps.map_view(Selection("life-expectancy"))
    kept = view.frame["area_name"].tolist()[len(HOSTILE) :]
    return replace(
        view,
        frame=view.frame.assign(area_name=[*HOSTILE, *kept]),
        headline="=1+1 is said to be <b>2</b>, $$or$$ so",
        subtitle="@ward, 2010–14.",
    )
