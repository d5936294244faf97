"""The map studio: everything that makes a finished figure, with the figure itself beside it.

Figures, colours and layout are one state with the address, so a composed map can be sent as a link.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from explorer import areas, exports, registry
from explorer.errors import ExplorerError
from explorer.exports.base import Format, made_at
from explorer.figures import web_map
from explorer.keeping import kept
from explorer.model import Selection
from explorer.ui import address, exporting, page
from explorer.ui.controls import Controls
from explorer.ui.messages import explain
from explorer.views import maps, of_selection, selections, words
from explorer.views.base import MapSet, MapView
from explorer.views.charts import area_names
from explorer.views.classes import OWN, SCHEMES, own_breaks
from explorer.views.layout import LARGEST, PARTS, SIZES, SMALLEST, Labels, Layout, LegendPlace
from explorer.views.map_sets import asked as asking
from explorer.views.map_sets.asked import Panels
from explorer.views.map_sets.tables import counts_table
from explorer.views.map_sets.wording import FEW
from explorer.views.methods import held

PREVIEW_PIXELS = 1500
ONE, TWO, LINKED = "one", "two", "linked"
"""Maps on the figure, beside the names of what a map of each can be drawn of."""
USUAL = ""
OWN_SIZE = "own"
SIZE_NAMES = {
    "a4-landscape": "A4 landscape",
    "a4-portrait": "A4 portrait",
    "a3-landscape": "A3 landscape",
    "a3-portrait": "A3 portrait",
    "slide": "Slide, 16:9",
    OWN_SIZE: "Own size",
}
LABEL_NAMES = {
    Labels.NAMES: "Names",
    Labels.VALUES: "Figures",
    Labels.NUMBERS: "Numbers with a key",
    Labels.NONE: "None",
}
LEGEND_NAMES = {LegendPlace.RIGHT: "Right of the map", LegendPlace.BELOW: "Below the map"}
PART_NAMES = {
    "scale_bar": "Scale bar",
    "north_arrow": "North arrow",
    "context": "River, parks and boroughs around",
    "inset": "Small map of where this is",
    "notes": "Notes under the map",
}
PALETTES = {
    USUAL: "The theme's own",
    selections.DIVERGING: "Two colours about a benchmark",
    "colour-blind": "Yellow to blue, for any colour vision",
    "grey": "Grey, for print",
}
VERDICT_PALETTES = {
    USUAL: "Usual colours",
    selections.WITHOUT_RED_AND_GREEN: "No red or green",
    "grey": PALETTES["grey"],
}
OTHER_MAP = "This was written for another map. Check that it still holds."


class Studio(Controls):
    """The studio's widgets; each method draws some of them where it is called."""

    list_width = "stretch"

    def __init__(self, page: str, start: Selection) -> None:
        super().__init__(page, start)
        try:
            self.layout = Layout.from_query(st.query_params.to_dict())
        except ExplorerError as error:
            explain(error, "This link asks for a layout that there is not; showing the usual one.")
            self.layout = Layout()
        self.linked = Panels.from_query(st.query_params.to_dict())
        self.panels: Panels | None = None

    def figures(self) -> Selection:
        """Choose what is mapped, and which areas stand out."""
        self.row = st.container()
        options = {
            identifier: f"{name} ({words.lower_first(theme)})"
            for key, theme in held.themes().items()
            for identifier, name in held.indicators_of(key).items()
        }
        indicator = registry.indicator(
            self.pick("indicator", "Indicator, by name", options, self.asked.indicator)
        )
        titles = {a: areas.area_set(a).title for a in indicator.area_sets}
        area_set = self.area_set(indicator, titles)
        period = self.period(indicator, area_set)
        by = self.groups(indicator, area_set, period)
        selection = selections.complete(Selection(indicator.id, area_set, period, by))
        names = area_names(selection)
        key = self.key("highlighted")
        asked = st.session_state.get(key, self.asked.highlighted)
        st.session_state[key] = [code for code in asked if code in names]
        nouns = areas.area_set(area_set).nouns
        with self.row:
            chosen = st.multiselect(
                f"Outlined {nouns}", list(names), format_func=names.__getitem__, key=key
            )
        return selection.changed(highlighted=tuple(chosen))

    def several(self, selection: Selection) -> None:
        """Choose whether one map stands on the figure, two beside each other, or many."""
        self.row = st.container()
        held = {
            by: values
            for by, values in asking.dimensions(selection).items()
            if by != asking.AREAS and len(values) <= asking.MOST
        }
        others = asking.others(selection)
        options = {
            ONE: "One map",
            **({TWO: "Two side by side"} if others else {}),
            **{by: f"One for each {_dimension_name(selection, by)} that is held" for by in held},
            **({LINKED: "Those of the link"} if self._is_list_linked() else {}),
        }
        chosen = self.pick("maps", "Maps on the figure", options, self._linked_choice())
        if chosen == TWO:
            linked = self.linked.values if self.linked else ()
            start = next((value for value in linked if value in others), "")
            other = self.pick("other", "Beside it", others, start)
            self.panels = asking.asked(selection, beside=[other])
        elif chosen == LINKED:
            self.panels = self.linked
        elif chosen != ONE:
            self.panels = Panels(chosen)

    def _is_list_linked(self) -> bool:
        return self.linked is not None and len(self.linked.values) > 2

    def _linked_choice(self) -> str:
        if self.linked is None:
            return ONE
        if self._is_list_linked():
            return LINKED
        return TWO if self.linked.values else self.linked.by

    def view(self, selection: Selection) -> MapView | MapSet:
        """Build the map, or the maps, of what is chosen; one map where more cannot be drawn."""
        try:
            return of_selection.map_or_maps(selection, self.panels)
        except ExplorerError as error:
            explain(error, "These maps cannot stand on one figure; the first is drawn alone.")
            self.panels = None
            return of_selection.map_view(selection)

    def colours(self, selection: Selection) -> Selection:
        """Choose what the colours say, how values are classed, and the palette."""
        self.row = st.container()
        benchmarks = _benchmarks(selection)
        certain = selections.figures(selection).areas["lower_95"].notna().any()
        options = {
            USUAL: "The indicator's own",
            **SCHEMES,
            OWN: "Breaks of your own",
            **({selections.BENCHMARK: "Against a benchmark"} if benchmarks and certain else {}),
        }
        asked = self.asked.layer or self.asked.classification
        scheme = self.pick("classes", "Classes", options, OWN if asked.startswith(OWN) else asked)
        if scheme == selections.BENCHMARK:
            palette = self.pick("verdicts", "Palette", VERDICT_PALETTES, self.asked.palette)
            return selection.changed(
                layer=selections.BENCHMARK, palette=palette, benchmark=self._benchmark(benchmarks)
            )
        if scheme == OWN:
            scheme = self._own_breaks(selection)
        offered = {k: v for k, v in PALETTES.items() if benchmarks or k != selections.DIVERGING}
        palette = self.pick("palette", "Palette", offered, self.asked.palette)
        about = self._benchmark(benchmarks) if palette == selections.DIVERGING else ""
        return selection.changed(classification=scheme, palette=palette, benchmark=about)

    def _benchmark(self, options: dict[str, str]) -> str:
        country = registry.places().country.code
        return self.pick("benchmark", "Benchmark", options, self.asked.benchmark or country)

    def _own_breaks(self, selection: Selection) -> str:
        """Read breaks as they are typed; those of the usual map stand there to begin with."""
        key = self.key("breaks")
        if key not in st.session_state:
            usual = (words.number(b, maps.map_classes(selection).decimals).replace(",", "")
                     for b in maps.map_classes(selection).breaks)  # fmt: skip
            asked = self.asked.classification.removeprefix(OWN)
            st.session_state[key] = asked if asked not in SCHEMES and asked else ",".join(usual)
        with self.row:
            text = OWN + st.text_input(
                "Breaks", key=key, help="Where each class begins, with commas between: 78,80,82.5"
            ).replace(" ", "")
            try:
                own_breaks(text)
            except ExplorerError as error:
                explain(error, "These breaks cannot be used; the indicator's own are drawn.")
                return USUAL
        return text

    def words(self, view: MapView | MapSet) -> None:
        """Edit headline, subtitle and a note; the finding is there to begin with."""
        headline = self._words("headline", "Headline", view.headline, self.layout.headline)
        subtitle = self._words("subtitle", "Subtitle", view.subtitle, self.layout.subtitle)
        key = self.key("note")
        st.session_state.setdefault(key, self.layout.note)
        note = st.text_area("A note of your own", key=key, height=70)
        self.layout = replace(
            self.layout, headline=headline, subtitle=subtitle, note=" ".join(note.split())
        )

    def _words(self, field: str, label: str, proposed: str, asked: str) -> str:
        """Return what was written; '' where it is what the view says by itself."""
        key, of = self.key(field), self.key(f"{field}-of")
        if key not in st.session_state:
            st.session_state[key], st.session_state[of] = asked or proposed, proposed
        elif st.session_state[key] == st.session_state[of]:
            st.session_state[key] = st.session_state[of] = proposed

        def written() -> None:
            st.session_state[of] = proposed

        def back() -> None:
            st.session_state[key] = st.session_state[of] = proposed

        text = " ".join(st.text_area(label, key=key, height=96, on_change=written).split())
        if text != proposed:
            if st.session_state[of] != proposed:
                st.html(f'<p class="remark">{OTHER_MAP}</p>')
            st.button(
                f"Take the {field} from the figures", key=f"{key}-back", on_click=back,
                type="tertiary",
            )  # fmt: skip
        return "" if text == proposed else text

    def paper(self) -> None:
        """Choose size, labels, legend, and what else stands on the figure."""
        self.row = st.container()
        is_known = self.layout.size in SIZES
        size = self.pick("size", "Size", SIZE_NAMES, self.layout.size if is_known else OWN_SIZE)
        if size == OWN_SIZE:
            with self.row:
                size = self._own_size()
        labels = self.pick("labels", "On the areas", _plain(LABEL_NAMES), self.layout.labels.value)
        legend = self.pick("legend", "Legend", _plain(LEGEND_NAMES), self.layout.legend.value)
        shown = []
        for part in PARTS:
            st.session_state.setdefault(self.key(part), getattr(self.layout, part))
            if st.checkbox(PART_NAMES[part], key=self.key(part)):
                shown.append(part)
        layout = self.layout.showing(shown)
        self.layout = replace(layout, size=size, labels=Labels(labels), legend=LegendPlace(legend))

    def _own_size(self) -> str:
        lengths = []
        names = ("Width in millimetres", "Height in millimetres")
        for name, now in zip(names, self.layout.millimetres, strict=True):
            key = self.key(name.split()[0].lower())
            st.session_state.setdefault(key, round(now))
            lengths.append(st.number_input(name, round(SMALLEST), round(LARGEST), key=key))
        return "x".join(str(length) for length in lengths)

    def composed(self, selection: Selection) -> None:
        """Write the finished state into the address."""
        maps_asked = self.panels.to_query() if self.panels else {}
        address.write({**selection.to_query(), **maps_asked, **self.layout.to_query()})
        self.layout = replace(self.layout, permalink=exporting.permalink())

    def result(self, view: MapView | MapSet) -> None:
        """Show the very file, smaller, and every format to take it away in."""
        wide, _ = self.layout.millimetres
        dpi = max(50, min(150, round(PREVIEW_PIXELS * 25.4 / wide)))
        layout = replace(self.layout, dpi=dpi)
        try:
            with st.spinner("Drawing the map"):
                content = _preview(view.selection, self.panels, layout, made_at().date())
        except ExplorerError as error:
            explain(error, "This map cannot be drawn as asked.")
            return
        with st.container(key="sheet"):
            st.image(content, width="stretch", alt=view.text_alternative)
        exporting.files(view, self.layout, self.key("file"))
        exporting.address()


def classes_shown(view: MapView | MapSet) -> None:
    """Show the classes as the legend has them, with how many areas each holds on each map."""
    st.html(web_map.legend_html(view))
    if isinstance(view, MapSet) and len(view.panels) <= FEW:
        page.html_table(counts_table(view))


@kept(maxsize=64)
def _preview(
    selection: Selection,
    panels: Panels | None,
    layout: Layout,
    day: date,  # noqa: ARG001
) -> bytes:
    """Draw a picture once a day, which stands on it."""
    view = of_selection.map_or_maps(selection, panels)
    return exports.export_map(view, Format.PNG, layout).content


def _dimension_name(selection: Selection, by: str) -> str:
    """Name what maps differ in, as in 'One for each period', '... group (sex)'."""
    if by == asking.PERIOD:
        return by
    breakdowns = registry.indicator(selection.indicator).breakdowns
    label = next(one.label for one in breakdowns if one.id == by)
    return f"group ({label[:1].lower()}{label[1:]})"


def _benchmarks(selection: Selection) -> dict[str, str]:
    """Return the comparators that the release gives a figure for, by code."""
    held = selections.figures(selection).comparators.dropna(subset=["value"])
    given = set(held["area_code"])
    return {p.code: p.short_name for p in registry.places().comparators if p.code in given}


def _plain(names: dict[Labels, str] | dict[LegendPlace, str]) -> dict[str, str]:
    return {key.value: name for key, name in names.items()}
