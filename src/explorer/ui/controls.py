"""Widgets, the selection and the URL query: three faces of one state.

A page's query is read when its widgets first appear and written after every change, so the address
in the browser's bar is always the permalink of what is on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Literal, TypeVar

import streamlit as st

from explorer import areas, registry
from explorer.errors import ExplorerError
from explorer.model import Indicator, Selection
from explorer.ui import address, presenting
from explorer.ui.messages import explain
from explorer.views import selections, words
from explorer.views.charts import area_names

T = TypeVar("T")
FEW = 4
PERIODS = ("period", "year")
"""Fields that offer periods, the latest first."""
LONGEST_BUTTON = 26
LETTER, LIST_FRAME = 9, 64
"""Pixels of a letter, and of a list's frame round them."""
NOBODY = ""
BENCHMARK_HELP = (
    "An area is higher or lower than the benchmark where its 95% interval leaves the benchmark "
    "out; otherwise it is hatched, since chance could explain the difference."
)


class Controls:
    """The row of controls of one page; each method draws a widget and returns what is chosen.

    Parameters
    ----------
    page : str
        The page's file stem; keeps the widgets of two pages apart.
    start : Selection
        What to show where the URL says nothing.
    aside : tuple of str
        How parameters begin that belong to the page and not to this selection; see `beside`.
    prefix : str
        How this selection's own parameters begin, on a page that has two selections.
    """

    list_width: int | Literal["stretch"] = 220

    def __init__(
        self, page: str, start: Selection, *, aside: tuple[str, ...] = (), prefix: str = ""
    ) -> None:
        self.page = page
        self.start = start
        query = address.read()
        self.aside = {k: v for k, v in query.items() if aside and k.startswith(aside)}
        self.own = {
            key.removeprefix(prefix): value
            for key, value in query.items()
            if key.startswith(prefix) and key not in self.aside
        }
        self.asked = self._read(start)
        self.row = st.container(horizontal=True, vertical_alignment="bottom", key=f"{page}-row")

    def another_row(self, name: str) -> None:
        """Put the controls that follow into a row here, beside what they change."""
        key = f"{self.page}-{name}-row"
        self.row = st.container(horizontal=True, vertical_alignment="bottom", key=key)

    def _read(self, start: Selection) -> Selection:
        if not self.own:
            return start
        asked = Selection.from_query({"indicator": start.indicator, **self.own})
        return _held(lambda: selections.complete(asked), start)

    def beside(self, read: Callable[[Mapping[str, str]], str], otherwise: str) -> str:
        """Read what the address holds beside the selection; `otherwise` where it is not held.

        `read` is given the parameters that are set aside and raises an `ExplorerError` on any that
        it does not know.
        """
        return _held(lambda: read(self.aside), otherwise) if self.aside else otherwise

    def pick(
        self,
        field: str,
        label: str,
        options: Mapping[str, str],
        default: str,
        *,
        help: str | None = None,
    ) -> str:
        """Choose one of a few or many: buttons for up to four, a list for more."""
        key = self.key(field)
        if st.session_state.get(key) not in options:
            st.session_state[key] = default if default in options else next(iter(options))
        if len(options) == 1:
            return next(iter(options))
        if field in PERIODS:
            presenting.periods(key, list(options)[::-1])
        with self.row:
            keys = list(options.keys())
            if len(keys) <= FEW and max(map(len, options.values())) <= LONGEST_BUTTON:
                return str(
                    st.segmented_control(
                        label, keys, format_func=options.__getitem__, key=key, required=True,
                        help=help,
                    )
                )  # fmt: skip
            return str(
                st.selectbox(
                    label,
                    keys,
                    format_func=options.__getitem__,
                    key=key,
                    width=self._width(options.values()),
                    help=help,
                )
            )

    def _width(self, labels: Iterable[str]) -> int | Literal["stretch"]:
        """Return how wide a list is: as wide as its longest label, if that is short."""
        if self.list_width == "stretch":
            return self.list_width
        return min(self.list_width, LIST_FRAME + LETTER * max(map(len, labels)))

    def key(self, field: str) -> str:
        """Return the session key of one of the page's widgets."""
        return f"{self.page}:{field}"

    def indicator(self, label: str, identifiers: Sequence[str] | Mapping[str, str]) -> Indicator:
        """Choose an indicator; a mapping gives shorter labels than the indicators' own names."""
        if isinstance(identifiers, Mapping):
            options = dict(identifiers)
        else:
            options = {i: registry.indicator(i).short_name for i in identifiers}
        return registry.indicator(self.pick("indicator", label, options, self.asked.indicator))

    def area_set(self, indicator: Indicator, allowed: Mapping[str, str]) -> str:
        """Choose among the area sets that the indicator is held for; `allowed` gives labels."""
        options = {k: v for k, v in allowed.items() if k in indicator.area_sets}
        return self.pick("areas", "Areas", options, self.asked.area_set)

    def period(self, indicator: Indicator, area_set: str) -> str:
        """Choose a period; the latest stands first."""
        options = {p.id: p.label for p in reversed(indicator.periods(area_set))}
        return self.pick("period", "Period", options, self.asked.period)

    def groups(
        self, indicator: Indicator, area_set: str, period: str
    ) -> tuple[tuple[str, str], ...]:
        """Choose a group of each breakdown among those held for the period."""
        held = registry.groups_held(indicator.id, area_set, period)
        chosen = []
        for breakdown in indicator.breakdowns:
            present = {dict(group).get(breakdown.id) for group in held}
            options = {key: label for key, label in breakdown.groups if key in present}
            if options:
                default = dict(self.asked.by).get(breakdown.id, next(iter(options)))
                chosen.append(
                    (breakdown.id, self.pick(breakdown.id, breakdown.label, options, default))
                )
        return tuple(chosen)

    def pair(self, selection: Selection, default: tuple[str, str]) -> tuple[str, str]:
        """Choose two different areas of the selection's set."""
        names = area_names(selection)
        asked = self.asked.highlighted if len(self.asked.highlighted) == 2 else default
        one = self.pick("one", "Compare", names, _known(asked[0], names, default[0]))
        others = {code: name for code, name in names.items() if code != one}
        fallback = default[1] if default[1] != one else default[0]
        other = self.pick("other", "with", others, _known(asked[1], others, fallback))
        return one, other

    def shortcuts(self, label: str, pairs: Mapping[str, tuple[str, str]]) -> None:
        """Offer pairs of areas, if there are any, that set both lists of `pair` with one click."""
        if not pairs:
            return
        key = f"{self.page}-pairs"
        with self.row, st.container(horizontal=True, vertical_alignment="center", key=key):
            st.html(f'<span class="shortcut-label">{escape(label)}</span>', width="content")
            for number, (name, codes) in enumerate(pairs.items()):
                st.button(
                    name, key=self.key(f"pair-{number}"), on_click=self._set_pair, args=codes,
                    type="tertiary",
                )  # fmt: skip

    def _set_pair(self, one: str, other: str) -> None:
        st.session_state[self.key("one")] = one
        st.session_state[self.key("other")] = other

    def layer(self, selection: Selection) -> Selection:
        """Choose what colours say: the value, or whether it can be told from a benchmark."""
        held = selections.figures(selections.complete(selection))
        compared = held.comparators.dropna(subset=["value"])["area_code"]
        if held.areas["lower_95"].isna().all() or compared.empty:
            return selection
        unit = registry.indicator(selection.indicator).unit
        places = {p.code: p.short_name for p in registry.places().comparators}
        options = {
            NOBODY: f"the figure ({unit})",
            **{c: f"against {name}" for c, name in places.items() if c in set(compared)},
        }
        against = self.pick(
            "benchmark", "Colours show", options, self.asked.benchmark, help=BENCHMARK_HELP
        )
        if not against:
            return selection
        options = {NOBODY: "Usual colours", selections.WITHOUT_RED_AND_GREEN: "No red or green"}
        palette = self.pick("palette", "Palette", options, self.asked.palette)
        return selection.changed(layer=selections.BENCHMARK, benchmark=against, palette=palette)

    def area(self, selection: Selection, label: str = "") -> tuple[str, ...]:
        """Choose one area, or none; its kind is the label where none is given."""
        names = area_names(selection)
        noun = areas.area_set(selection.area_set).noun
        label = label or words.upper_first(noun)
        options = {NOBODY: f"No {noun} chosen", **names}
        asked = self.asked.highlighted[0] if self.asked.highlighted else NOBODY
        chosen = self.pick("one", label, options, asked)
        return (chosen,) if chosen else ()

    def done(self, selection: Selection, **aside: str) -> Selection:
        """Write the finished selection into the URL, with what stands beside it, and return it."""
        selection = selections.complete(selection)
        address.write({k: v for k, v in {**selection.to_query(), **aside}.items() if v})
        return selection


def _held(read: Callable[[], T], otherwise: T) -> T:
    """Read a part of the address; where it asks for what is not held, say so."""
    try:
        return read()
    except ExplorerError as error:
        explain(error, "This link asks for something that is not held; showing the first view.")
        return otherwise


def _known(code: str, names: Mapping[str, str], fallback: str) -> str:
    return code if code in names else fallback
