"""A reader's own figures: what was understood of a file, what else to ask, and taking it in."""

from __future__ import annotations

from dataclasses import fields, replace

import pandas as pd
import streamlit as st

from explorer import areas, intake, keeping, registry
from explorer.errors import ExplorerError, IntakeError
from explorer.intake import Across, Content, Details, Outcome, Role, Understood, Wishes
from explorer.intake.readers import bounds
from explorer.keeping import kept
from explorer.model import AreaKind, Polarity, Selection
from explorer.ui import giving, page
from explorer.ui.controls import Controls
from explorer.ui.giving import Given
from explorer.ui.messages import explain
from explorer.ui.start import FOLDER
from explorer.views import words
from explorer.views.base import Column, TableView
from explorer.views.compare import comparison
from explorer.views.methods.held import POLARITY
from explorer.views.neighbourhood import mapped

PAGE = "your-data"
PROGRAMME = "programme"
EXAMPLE = "ward\tcases\tpopulation\nE05009388\t120\t8100\nE05009389\t95\t7600"
INVITATION = (
    "Bring figures of your own, and see them like any other here",
    "On the map, beside other measures, by neighbourhood and in every export: marked as user "
    "supplied, for as long as this visit lasts.",
)
WHAT_CAN_BE_BROUGHT = (
    "Figures by area: one row an area, by GSS code, ward or neighbourhood name, LSOA, MSOA or "
    "postcode; years, ages or sexes may stand side by side. Counts with their populations become "
    "shares and rates with 95% intervals.",
    "Deaths and population by age band and area become life expectancy with intervals.",
    "One row a person, by postcode or LSOA: the rows are counted to areas and dropped at once. "
    "Names, NHS numbers and dates of birth are refused.",
    "Files may be CSV, Excel (XLSX), OpenDocument (ODS), Parquet, GeoJSON or GeoPackage, of at "
    f"most {bounds.MOST_BYTES // bounds.MEGABYTE} MB and {bounds.MOST_ROWS:,} rows.",
)
FAULT = f"{PAGE}:fault"
LIST = 420
"""Width of a list in pixels."""
Corrections = tuple[tuple[Role, str], ...]
"""Headings of the file that a reader took for something else."""
ROLES = {
    Role.AREA: "Area: code, name or postcode",
    Role.VALUE: "Figure",
    Role.LOWER: "Lower 95% limit",
    Role.UPPER: "Upper 95% limit",
    Role.NUMERATOR: "Count (numerator)",
    Role.DENOMINATOR: "Out of (denominator)",
    Role.PERIOD: "Period",
    Role.SEX: "Sex",
    Role.AGE: "Age",
    Role.GROUP: "Group",
    Role.NOTE: "Note",
}
READ = {
    "value": "figure",
    "lower_95": "lower 95%",
    "upper_95": "upper 95%",
    "numerator": "count",
    "denominator": "out of",
}
ACROSS = {
    Across.AS_RECOGNISED: "as their headings say",
    Across.NOT: "each by itself",
    Across.GROUPS: "one for each group",
}
USUAL = {
    Content.DEATHS: ("Life expectancy at birth", "years", Polarity.HIGH_IS_BETTER),
    Content.COUNTS: ("", "%", Polarity.NEUTRAL),
    Content.PEOPLE: ("", "people", Polarity.NEUTRAL),
}
"""Name, unit and polarity to begin with, by what a file holds."""


def choose() -> tuple[Selection, Controls] | None:
    """Draw the controls of the figures that the visit holds; None where it holds none."""
    held = {key: own.indicator.name for key, own in keeping.current().figures.items()}
    if not held:
        _explain_link()
        return None
    controls = Controls(PAGE, Selection(list(held)[-1]))
    indicator = controls.indicator("Your figures", held)
    area_set = controls.area_set(indicator, _area_sets())
    period = controls.period(indicator, area_set)
    by = controls.groups(indicator, area_set, period)
    chosen = Selection(indicator.id, area_set, period, by)
    chosen = controls.layer(chosen.changed(highlighted=controls.area(chosen)))
    return controls.done(chosen), controls


def onward(selection: Selection) -> None:
    """Lead to the pages that can show the figures, and offer to take them out again."""
    identifier, query = selection.indicator, selection.to_query()
    links = {"map-studio": ("Compose a map of them", query)}
    if identifier in comparison.firsts() and selection.area_set in comparison.area_sets():
        links["compare"] = ("Compare with another measure", query)
    if identifier in mapped.choices():
        links["neighbourhood"] = ("See neighbourhoods", {"measure": identifier})
    with st.container(horizontal=True, vertical_alignment="center", key=f"{PAGE}-onward"):
        for stem, (label, query) in links.items():
            st.page_link(FOLDER / f"{stem}.py", label=label, query_params=query)
        st.button(
            "Take these figures out",
            key=f"{PAGE}-remove",
            on_click=keeping.current().remove,
            args=(identifier,),
        )


def take_in(given: Given) -> None:
    """Show what was understood of a file; once it is right, ask for the rest and take it in."""
    first = _understood(given, (), Wishes())
    if first.understood is None:
        giving.refuse(PAGE, given, given.refused or first.problems)
        return
    # Where the sentence will stand is settled before the corrections that may change it.
    said = st.container()
    chosen, wishes = _corrections(given, first.understood)
    outcome = _understood(given, chosen, wishes)
    if outcome.understood is not None:
        told = (outcome.understood.sentence, *outcome.understood.remarks)
        if outcome.is_accepted and outcome.understood.content is Content.PEOPLE:
            _count_people(given, chosen, wishes, told)
        with said:
            page.callout("What was understood", given.said_of_rows or told)
            _show_first(outcome.understood)
    if outcome.understood is not None and outcome.understood.content is Content.BEFORE_AFTER:
        _to_programme(given)
    elif outcome.problems:
        # What only corrections can settle stands above them.
        with st.container() if _is_clear(first.understood) else said:
            giving.faults(outcome.problems, outcome.template, PAGE)
    elif outcome.understood is not None:
        _ask_rest(given, outcome.understood, chosen, wishes)


@kept(maxsize=16)
def _understood(given: Given, chosen: Corrections, wishes: Wishes) -> Outcome:
    return intake.understand(given.content, given.name, chosen, wishes)


def _show_first(understood: Understood) -> None:
    """Show the first rows as they were read, so that a reader sees at once what went wrong."""
    if not understood.first_rows or set(understood.first_rows[0]) <= {"area", "period"}:
        return
    columns = (
        Column(key, words.upper_first(READ.get(key, key))) for key in understood.first_rows[0]
    )
    page.html_table(
        TableView(
            "The first rows, as they were read",
            tuple(columns),
            pd.DataFrame(understood.first_rows),
            giving.NOT_KEPT,
        )
    )


def _count_people(given: Given, chosen: Corrections, wishes: Wishes, told: tuple[str, ...]) -> None:
    """Put counts in the place of rows about people, as soon as these can be read."""
    if counts := intake.counted(given.content, given.name, chosen, wishes):
        giving.hand_over(PAGE, Given(counts, given.name, said_of_rows=told))
        st.rerun()


def _corrections(given: Given, understood: Understood) -> tuple[Corrections, Wishes]:
    """Let the reader say otherwise which column is what, and where the areas belong."""
    with st.expander("Correct what was understood", expanded=not _is_clear(understood)):
        across, leave_out = _sideways(understood)
        wishes = Wishes(across=across, leave_out=leave_out)
        # Columns put under one another are one, so what there is to choose from depends on them.
        taken = _understood(given, (), wishes).understood or understood
        chosen = _columns(taken)
        sets = {"": "as recognised", **_area_sets()}
        area_set = st.selectbox(
            "Areas are those of", list(sets), format_func=sets.__getitem__, key=f"{PAGE}:set",
            width=LIST,
        )  # fmt: skip
        elsewhere = st.checkbox(
            "Leave out rows of areas that are not held here", key=f"{PAGE}:elsewhere"
        )
    wished = replace(
        wishes,
        area_set=str(area_set),
        rebase_to=_wished_set(understood),
        leave_out_elsewhere=bool(elsewhere),
    )
    return chosen, wished


def _is_clear(understood: Understood) -> bool:
    """Say whether it was made out which column holds the figures."""
    has_figures = not {Role.VALUE, Role.NUMERATOR}.isdisjoint(dict(understood.columns))
    return has_figures or understood.content is not Content.FIGURES


def _sideways(understood: Understood) -> tuple[Across, tuple[str, ...]]:
    """Let the reader say what columns of figures side by side are, and which to leave out."""
    left, right = st.columns(2)
    with left:
        across = st.selectbox(
            "Columns of figures side by side",
            list(ACROSS),
            format_func=ACROSS.__getitem__,
            key=f"{PAGE}:across",
        )
    with right:
        left_out = st.multiselect(
            "Columns to leave out", understood.of_file, placeholder="none", key=f"{PAGE}:left-out"
        )
    return Across(across), tuple(left_out)


def _columns(understood: Understood) -> Corrections:
    """Let the reader choose another column for what each is taken for."""
    taken = dict(understood.columns)
    options = ["", *understood.headings]
    chosen = []
    # Row by row, so that on a phone the order stays.
    rows = [list(ROLES.items())[start : start + 3] for start in range(0, len(ROLES), 3)]
    for row in rows:
        for column, (role, label) in zip(st.columns(3), row, strict=False):
            with column:
                now = taken.get(role, "")
                # Under another key where it is taken for another, or the earlier choice would stay.
                heading = st.selectbox(
                    label,
                    options,
                    options.index(now),
                    format_func=lambda text: text or "none",
                    key=f"{PAGE}:{role}:{now}",
                )
            if heading != now:
                chosen.append((role, str(heading)))
    return tuple(chosen)


def _area_sets() -> dict[str, str]:
    """Return the sets on which figures can stand, by id, with their titles."""
    held = areas.area_sets().values()
    parts = {part for one in held for part in one.parts}
    return {
        one.id: one.title
        for one in held
        if one.kind is not AreaKind.CONTEXT and one.id not in parts
    }


def _wished_set(understood: Understood) -> str:
    """Offer to move figures of earlier areas to today's, as an estimate."""
    if not understood.rebase_to:
        return ""
    own = areas.area_set(understood.area_set).title
    options = {
        "": f"{own}, as they are",
        **{to: f"{areas.area_set(to).title}, moved as an estimate" for to in understood.rebase_to},
    }
    return str(
        st.selectbox(
            "Show them on",
            list(options),
            format_func=options.__getitem__,
            key=f"{PAGE}:rebase",
            width=LIST,
        )
    )


def _to_programme(given: Given) -> None:
    page.note(
        "These are people eligible and reached at two dates. The page of programmes works out what "
        "changed, and whether chance can explain it."
    )
    giving.hand_over(PROGRAMME, given)
    st.page_link(FOLDER / f"{PROGRAMME}.py", label="See what changed")


def _ask_rest(given: Given, understood: Understood, chosen: Corrections, wishes: Wishes) -> None:
    """Ask for what only the reader knows, since every screen and export prints it."""
    content = Content.PEOPLE if given.said_of_rows else understood.content
    name, unit, polarity = USUAL.get(content, ("", "", Polarity.NEUTRAL))
    ways = {way: words.upper_first(text) for way, text in POLARITY.items()}
    st.session_state.setdefault(_asked("decimals"), 1)
    with st.form(f"{PAGE}-details"):
        page.section("What only you know")
        left, right = st.columns(2, gap="large")
        with left:
            st.text_input("What the figures are called", name, key=_asked("name"))
            units = "%, years, people, per 1,000"
            st.text_input("Unit", unit, key=_asked("unit"), placeholder=units)
            st.selectbox(
                "Which way is better", list(ways), list(ways).index(polarity),
                format_func=ways.__getitem__, key=_asked("polarity"),
            )  # fmt: skip
            if not understood.period:
                st.text_input("Period", key=_asked("period"), placeholder="2023, 2019-23")
        with right:
            st.text_input("Whose figures they are", key=_asked("publisher"))
            st.text_input(
                "What they call them", key=_asked("title"), help="The report, survey or extract."
            )
            terms = "Open Government Licence v3.0; not for publication"
            st.text_input("Licence", key=_asked("licence"), placeholder=terms)
            st.number_input(
                "Smallest count that may be shown", 0, 1_000, None, placeholder="no threshold",
                key=_asked("disclosure_threshold"),
                help="Smaller counts, and what would give them away, are withheld everywhere.",
            )  # fmt: skip
            st.number_input("Decimals shown", 0, 4, key=_asked("decimals"))
        st.form_submit_button(
            "Show these figures", type="primary", on_click=_accept, args=(given, chosen, wishes)
        )
    if error := st.session_state.pop(FAULT, None):
        explain(error, "The figures cannot be taken in yet.")


def _accept(given: Given, chosen: Corrections, wishes: Wishes) -> None:
    """Take the figures in as the form describes them, or remember what is wrong."""
    asked = {
        field.name: st.session_state[_asked(field.name)]
        for field in fields(Details)
        if _asked(field.name) in st.session_state
    }
    try:
        details = Details(**asked)
        figures = intake.accept(given.content, given.name, details, chosen, wishes)
    except IntakeError as error:
        st.session_state[FAULT] = error
        return
    keeping.current().add(figures)
    giving.drop(PAGE)
    st.session_state[f"{PAGE}:indicator"] = figures.indicator.id


def _asked(field: str) -> str:
    return f"{PAGE}:asked:{field}"


def _explain_link() -> None:
    """Say where own figures are that a link asks for; nothing where it asks for none."""
    if asked := st.query_params.get("indicator"):
        try:
            registry.indicator(asked)
        except ExplorerError as error:
            explain(error, "This link asks for figures that are not here.")
        st.query_params.clear()
