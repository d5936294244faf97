"""The web map: a view drawn by folium, with nothing fetched but from the page's own server.

Shapes never travel with a change. `geo/web/<area set>.js` holds them, the browser keeps them, and
a change sends only each area's class and words. `assets/` holds our script and style; both, the
shapes and Leaflet are served as Streamlit components beside the frame that streamlit-folium draws.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

import folium
from folium.template import Template

from explorer import store
from explorer.keeping import kept
from explorer.model import AreaKind, AreaSet
from explorer.views import palettes
from explorer.views.base import LegendEntry, MapSet, MapView

ASSETS = Path(__file__).with_name("assets")
PHRASE_MARK = "~"
NUMBER = re.compile(r"[−-]?\d[\d,.]*")
FOLDERS = {
    "leaflet": Path(str(resources.files("js_lib_leaflet"))) / "static" / "js_lib_leaflet",
    "assets": ASSETS,
    "geometry": store.root() / "geo" / "web",
}
"""Folders that the page's server must serve, by the name under which the map asks for them."""

SERVED_BY = "explorer.ui.maps"
"""Module whose components serve `FOLDERS`; links are relative, so that any base path works."""


def _link(folder: str, file: str = "") -> str:
    return f"../{SERVED_BY}.{folder}/{file}"


_STYLES = (_link("leaflet", "leaflet.css"), _link("assets", "map.css"))
_SCRIPTS = (
    _link("leaflet", "leaflet.js"),
    _link("geometry", "context.js"),
    *(_link("assets", f"{name}.js") for name in ("labels", "base", "areas")),
)
# Loaded first, so that it can fetch the rest at once, and say so if any of it does not come.
_FIRST = f"{_link('assets', 'frame.js')}?next={','.join((*_SCRIPTS, *_STYLES))}"


class OfflineMap(folium.Map):
    """A folium map whose base map, script and style come from the server of the page."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = "
        "explorerMap.create({{ this.get_name()|tojson }}, {{ this.settings|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, area_sets: Iterable[str]) -> None:
        super().__init__(tiles=None)
        self.default_css = [(link, link) for link in _STYLES]
        self.default_js = [(link, link) for link in (_FIRST, *_SCRIPTS)]
        self.settings = {"geometry": _link("geometry"), "preload": list(area_sets)}


class AreaLayer(folium.FeatureGroup):
    """The areas of one view as a call of our script: classes and words, no shapes."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = "
        "explorerMap.show({{ this._parent.get_name() }}, {{ this.drawing }});"
        "{% endmacro %}"
    )

    def __init__(self, drawing: dict[str, Any]) -> None:
        super().__init__(show=False)
        self.drawing = json.dumps(drawing, ensure_ascii=False, separators=(",", ":"))


def base_map(area_sets: Sequence[AreaSet] = ()) -> folium.Map:
    """Return the base map: river, parks, neighbouring boroughs, and the ways to move about.

    Parameters
    ----------
    area_sets : sequence of AreaSet
        Sets whose shapes the browser fetches at once; others follow when they are first shown.

    Returns
    -------
    folium.Map
        The same script for the same arguments, so that a change never rebuilds the frame.
    """
    return OfflineMap(area_set.id for area_set in area_sets)


def layer(view: MapView, *, beneath: AreaSet | None = None) -> folium.FeatureGroup:
    """Return the areas of a view: colours, words, outlines and labels.

    Parameters
    ----------
    view : MapView
    beneath : AreaSet, optional
        Areas drawn quietly under points.

    Raises
    ------
    KeyError
        When a row's `class_key` has no legend entry.
    """
    drawn = set(view.frame["class_key"])
    classes = [entry for entry in view.legend if entry.key in drawn]
    index = {entry.key: position for position, entry in enumerate(classes)}
    rows = zip(
        view.frame["area_code"],
        view.frame["area_name"],
        view.frame["class_key"],
        view.frame["text"],
        strict=True,
    )
    places = {code: place for place, code in enumerate(view.frame["area_code"])}
    # To the metre, and the area by its place among the others: both to send less.
    codes, names, keys, texts = zip(*rows, strict=True)
    phrase, words = _shortened(
        [text.removeprefix(f"{name}: ") for name, text in zip(names, texts, strict=True)]
    )
    sites = [
        [round(s.latitude, 5), round(s.longitude, 5), s.name, places[s.area_code]]
        for s in view.sites
    ]
    return AreaLayer(
        {
            "set": view.area_set.id,
            "beneath": beneath.id if beneath else None,
            "title": f"Map: {view.subtitle or view.legend_title}",
            "alternative": view.text_alternative,
            "classes": [[e.colour, e.swatch, palettes.ink_on(e.colour)] for e in classes],
            "areas": {
                code: [index[key], text] for code, key, text in zip(codes, keys, words, strict=True)
            },
            "mark": PHRASE_MARK,
            "phrase": phrase,
            "highlighted": list(view.highlighted),
            "accent": palettes.HIGHLIGHT,
            **({"sites": sites} if sites else {}),
            **({"over": view.over.id} if view.over else {}),
            **({"near": list(view.near)} if view.near else {}),
        }
    )


def _shortened(texts: Sequence[str]) -> tuple[str, list[str]]:
    """Put `PHRASE_MARK` for the words that most texts share, such as ' years (95% interval '.

    They are a third of what a change of the map sends; the script puts them back.
    """
    between = Counter(words for text in texts for words in set(NUMBER.split(text)[1:-1]))
    phrase = max(between, key=lambda words: between[words] * len(words), default="")
    if len(phrase) < 2 or any(PHRASE_MARK in text for text in texts):
        return PHRASE_MARK, list(texts)
    return phrase, [text.replace(phrase, PHRASE_MARK, 1) for text in texts]


def legend_html(view: MapView | MapSet, *, styled: bool = True) -> str:
    """Return the legend as HTML that needs nothing else: a list with swatches, labels and counts.

    Colours of text and lines are those of the page round it, so it can stand on light and dark.
    Where the page already has `legend_style`, the legend need not bring it: `styled=False`.
    """
    items = "".join(_legend_item(entry, view.area_set) for entry in view.legend)
    title = escape(view.legend_title)
    style = f"<style>{legend_style()}</style>" if styled else ""
    return (
        f'{style}<div class="map-legend"><p class="title">{title}</p>'
        f'<ul role="list" aria-label="Legend: {title}">{items}</ul></div>'
    )


def _legend_item(entry: LegendEntry, area_set: AreaSet) -> str:
    shape = " round" if area_set.kind is AreaKind.POINT else ""
    count = ""
    if entry.count is not None:
        noun = area_set.noun if entry.count == 1 else area_set.nouns
        count = f'<span class="count">{entry.count} {escape(noun)}</span>'
    colour = escape(entry.colour)
    return (
        f'<li><span class="swatch {entry.swatch}{shape}" '
        f'style="--colour:{colour}"></span>'
        f'<span class="label">{escape(entry.label)}</span>{count}</li>'
    )


@kept
def legend_style() -> str:
    """Return the style sheet of the legend, the same for every map."""
    sheet = (ASSETS / "legend.css").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", sheet).strip()
