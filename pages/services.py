"""Where pharmacies, GP sites, dentists and hospitals stand, over who lives there and how well."""

import streamlit as st

from explorer.ui import page
from explorer.ui.controls import Controls
from explorer.views import charts
from explorer.views.services import reach, screen, sites

NAME = sites.PAGE

with page.frame("Services", document=NAME):
    heading = st.container()
    controls = Controls(NAME, screen.first(), aside=(sites.SERVICE,))
    asked = controls.beside(sites.kind_of, screen.FIRST_KIND)
    kind = controls.pick(sites.SERVICE, "Sites", sites.kinds(), asked)
    layer = screen.layer_of(controls.asked)
    chosen = screen.beneath(controls.pick("layer", "Colours show", screen.layers(), layer), kind)
    area = controls.area(chosen)
    selection = controls.done(chosen.changed(highlighted=area), **{sites.SERVICE: kind})

    view = screen.map_view(kind, selection)
    with heading:
        page.headline(view.headline, screen.subtitle(kind))
    page.map_and_legend(
        view,
        key=NAME,
        area_sets=(sites.wards(), sites.SMALL_AREAS),
        select=controls.key("one"),
        beside=screen.beside(kind, selection.highlighted),
    )
    page.callout("Which ward a site is counted in", sites.placing(kind))
    page.passage(reach.passage(kind))
    left, right = st.columns(2, gap="large")
    with left:
        page.chart(charts.ranked(sites.of_kind(sites.RATE, kind)))
    with right:
        page.data_table(reach.table_view(kind), "Every ward")
        page.data_table(reach.list_of_sites(kind), "Every site")
    page.sources(view.provenance, *screen.sources(kind, selection))
