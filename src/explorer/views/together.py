"""A reader's own figures for whole neighbourhoods, where they are not made from single areas."""

from __future__ import annotations

from explorer import keeping, registry
from explorer.model import Selection
from explorer.views import words
from explorer.views.base import Column, TableView
from explorer.views.maps import provenance

LABELS = {"male": "Men", "female": "Women", "persons": "Persons"}


def table_view(selection: Selection) -> TableView | None:
    """Return the table of a complete selection's indicator for neighbourhoods; None without one."""
    own = keeping.current().figures.get(selection.indicator)
    if own is None or own.together is None or own.together.empty:
        return None
    indicator = registry.indicator(selection.indicator)
    frame = own.together.assign(
        sex=own.together["sex"].map(lambda word: LABELS.get(word, words.upper_first(word))),
        interval=[
            words.interval(low, high, indicator.decimals)
            for low, high in zip(own.together["lower_95"], own.together["upper_95"], strict=True)
        ],
    )
    columns = [
        Column("name", "Neighbourhood"),
        Column("period", "Period"),
        Column("sex", "Sex"),
        Column("value", words.upper_first(indicator.unit), indicator.decimals),
        Column("interval", "95% interval"),
    ]
    held = tuple(column for column in columns if (frame[column.key] != "").any())
    return TableView(
        caption=f"{indicator.name}, neighbourhoods",
        columns=held,
        frame=frame[[column.key for column in held]],
        provenance=provenance(selection),
        notes=(
            "Worked out from the deaths and people of all areas of a neighbourhood together; it is "
            "not a mean of theirs. The neighbourhoods are a working definition.",
        ),
    )
