"""Two maps of a ward: a measure with the ward outlined, and its borders over those before."""

from __future__ import annotations

from dataclasses import replace

from explorer import registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import maps, painting, palettes, selections, words
from explorer.views.base import LegendEntry, MapView, Swatch
from explorer.views.ward import boundaries, facts, found
from explorer.views.ward.found import Ward

OWN, OTHERS, BEFORE = "own", "others", "before"
OWN_FILL, OTHERS_FILL = "#9CC3E6", "#E3DFD3"


@kept(maxsize=512)
def map_view(ward: Ward, indicator: str) -> MapView:
    """Build the map of an indicator's latest figures for all wards, with one outlined."""
    wards = found.today().id
    latest = registry.indicator(indicator).periods(wards)[-1].id
    chosen = selections.complete(Selection(indicator, wards, latest, highlighted=(ward.code,)))
    return maps.map_view(chosen, str(facts.headline(ward)), facts.subtitle(ward))


@kept(maxsize=256)
def brief_map(ward: Ward, indicator: str) -> MapView:
    """Build the one map of a brief: a measure in a ward and round it, old borders dashed over."""
    view = map_view(ward, indicator)
    return replace(view, legend=(*view.legend, _dashed()), over=found.before(), near=(ward.code,))


@kept(maxsize=256)
def borders(ward: Ward) -> MapView:
    """Build the map of today's wards near one, with the borders of the old ones dashed over them.

    Its figures are residents, so that the files made from it have some; its words are of borders.
    """
    before, today = found.before(), found.today()
    base = maps.map_view(found.counted().changed(highlighted=(ward.code,)))
    said = [boundaries.sentence(found.wards()[code]).text for code in base.frame["area_code"]]
    keys = [OWN if code == ward.code else OTHERS for code in base.frame["area_code"]]
    fills = {OWN: OWN_FILL, OTHERS: OTHERS_FILL}
    frame = base.frame.assign(
        class_key=keys,
        colour=[fills[key] for key in keys],
        note=said,
        text=[f"{name}: {text}" for name, text in zip(base.frame["area_name"], said, strict=True)],
    )
    sentence = boundaries.sentence(ward).text.removesuffix(".")
    return replace(
        base,
        frame=frame,
        legend_title=f"{words.upper_first(today.nouns)} of today over those before",
        legend=(
            LegendEntry(OWN, ward.name, OWN_FILL),
            LegendEntry(OTHERS, f"Other {today.nouns} of today", OTHERS_FILL),
            LegendEntry(
                BEFORE,
                f"{words.upper_first(before.nouns)} of {before.valid_from:%Y}, borders",
                palettes.INK,
                Swatch.DASHED,
            ),
            *painting.compared_entry(today, (ward.code,)),
        ),
        headline=sentence,
        subtitle=f"{today.title}: {today.vintage}; dashed, those before: {before.vintage}.",
        text_alternative=f"Map of {ward.name} and the {today.nouns} round it, with the borders of "
        f"{before.title.lower()} dashed over them. {sentence}.",
        provenance=boundaries.provenance(),
        over=before,
        near=(ward.code,),
        tables=(boundaries.table(ward),),
    )


def _dashed() -> LegendEntry:
    before = found.before()
    label = f"{words.upper_first(before.nouns)} of {before.valid_from:%Y}, borders"
    return LegendEntry(BEFORE, label, palettes.INK, Swatch.DASHED)
