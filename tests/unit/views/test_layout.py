"""A layout is checked when it is made, and survives the way into an address and back."""

import pytest

from explorer.errors import SelectionError
from explorer.views.layout import Labels, Layout, LegendPlace


@pytest.mark.parametrize(
    "layout",
    [
        Layout(),
        Layout(size="180x120", headline="Fourteen years & more", labels=Labels.NUMBERS),
        Layout(legend=LegendPlace.BELOW, inset=True, scale_bar=False, note="Draft"),
        Layout(scale_bar=False, north_arrow=False, context=False, notes=False),
    ],
)
def test_query_gives_the_same_layout_back(layout: Layout) -> None:
    assert Layout.from_query(layout.to_query()) == layout


def test_the_usual_layout_adds_nothing_to_an_address() -> None:
    assert Layout().to_query() == {}
    assert Layout(permalink="http://localhost/x", dpi=100).to_query() == {}


@pytest.mark.parametrize(
    "query", [{"size": "huge"}, {"labels": "loud"}, {"legend": "left"}, {"parts": "compass"}]
)
def test_what_cannot_be_laid_out_is_refused_in_words(query: dict[str, str]) -> None:
    with pytest.raises(SelectionError, match="expected"):
        Layout.from_query(query)


def test_sizes_are_known_by_name_or_in_millimetres() -> None:
    assert Layout(size="a4-portrait").millimetres == (210, 297)
    assert Layout(size="180x120.5").millimetres == (180, 120.5)
