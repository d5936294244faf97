"""The overview: four findings, where three kinds of reader may start, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import (
    air_quality,
    cancer_screening,
    global_majority,
    global_majority_health,
    life_expectancy,
    words,
)
from explorer.views.air_quality import levels
from explorer.views.base import Finding
from explorer.views.cancer_screening import programmes
from explorer.views.ward import found

Query = tuple[tuple[str, str], ...]
NEIGHBOURHOODS = "msoa-2021"
SMALL_AREAS = "lsoa-2021"
EVERYTHING = ""


@dataclass(frozen=True)
class Step:
    """Something to look at first: what it shows, and the page and query that show it."""

    text: str
    page: str
    query: Query = ()


@dataclass(frozen=True)
class Start:
    """Where one kind of reader may start."""

    reader: str
    question: str
    steps: tuple[Step, ...]


def title() -> str:
    """Say what the explorer is about, as the overview's heading."""
    return f"How life differs from ward to ward in {registry.places().title}"


def introduction() -> str:
    """Say what the explorer is, in two sentences."""
    about = {
        life_expectancy.INDICATOR: "how long people live",
        global_majority.PAGE: "who lives where",
        levels.PAGE: "the air",
        programmes.PAGE: "cancer screening",
    }
    subjects = [text for page, text in about.items() if registry.places().offers(page)]
    return (
        f"Published figures on {words.in_sentence(subjects)}, "
        "drawn on the areas for which they were published. "
        "Every figure says where it comes from, for when, and how far it can be trusted."
    )


@kept(maxsize=1)
def findings() -> tuple[Finding, ...]:
    """Return the headline of each theme offered, made by the same functions as its page's."""
    of_theme = {
        life_expectancy.INDICATOR: life_expectancy.overview_finding,
        global_majority.PAGE: global_majority.overview_finding,
        levels.PAGE: air_quality.overview_finding,
        programmes.PAGE: cancer_screening.overview_finding,
    }
    return tuple(finding() for page, finding in of_theme.items() if registry.places().offers(page))


@kept(maxsize=1)
def starts() -> tuple[Start, ...]:
    """Return where leaders of neighbourhood teams, councillors and analysts may start."""
    offers = registry.places().offers
    return tuple(
        replace(start, steps=tuple(step for step in start.steps if offers(step.page)))
        for start in _starts()
    )


def _starts() -> tuple[Start, ...]:
    le, gm = life_expectancy.INDICATOR, global_majority.INDICATOR
    places = registry.places()
    compared = f"{places.region.short_name}, {places.country.short_name}"
    return (
        Start(
            "Leaders of neighbourhood teams",
            "Where in our area are lives shortest, and who lives there?",
            (
                Step("What a neighbourhood needs, at a glance", "neighbourhood"),
                _step("How long people live in each neighbourhood", le, NEIGHBOURHOODS),
                _step("Who lives in each small area, down to a few streets", gm, SMALL_AREAS),
                Step("Which GP practices screen fewer of their patients", "cancer-screening"),
            ),
        ),
        Start(
            "Councillors",
            "What is true of my ward, and does the strategy have it right?",
            (
                Step("My ward on one page, by name or by postcode", found.PAGE),
                *_stated(),
                _step("Who lives in my ward, and in every other", gm, global_majority.wards()),
                Step("The air in my ward against the guidelines", "air-quality"),
                Step("A story for a room that guesses, discusses and votes", "workshop"),
            ),
        ),
        Start(
            "Public health analysts",
            "What is held, how certain is it, and can I take it with me?",
            (
                Step("Every ward with its 95% interval, and a table to download", le),
                Step(f"Coverage with intervals against {compared} and 80%", "cancer-screening"),
                Step("A map composed for a document, in any format", "map-studio"),
                Step("Figures of my own, mapped like any other", "your-data"),
            ),
        ),
    )


def _stated() -> tuple[Step, ...]:
    if not registry.places().pairs:
        return ()
    text = "What the strategy says of two wards, and what each release gives"
    return (Step(text, life_expectancy.INDICATOR),)


@kept(maxsize=8)
def unknowns(theme: str = "") -> tuple[str, ...]:
    """Return what these figures cannot say, in whole sentences; of one theme, if it is given."""
    offers = registry.places().offers
    return tuple(
        text
        for of, text in _unknowns()
        if text and (not theme or of in (theme, EVERYTHING)) and (of == EVERYTHING or offers(of))
    )


@kept(maxsize=1)
def _unknowns() -> tuple[tuple[str, str], ...]:
    """Return the theme and the words of what is not known; what holds for all has no theme."""
    notes = registry.notes()
    return (
        (life_expectancy.INDICATOR, _wards_end()),
        (
            life_expectancy.INDICATOR,
            "The gaps in life expectancy that the strategy states are for a release not held "
            "here. They are shown as stated, beside what the releases held give for the same "
            "places."
            if registry.places().pairs
            else "",
        ),
        (
            global_majority.PAGE,
            "Illness by ethnic group is not held for wards."
            + (
                " What is held is what documents state and one study of patients in the region, "
                "each marked so."
                if global_majority_health.is_held()
                else ""
            ),
        ),
        (
            programmes.PAGE,
            "Screening coverage of the residents of a ward is not held. A GP practice's figure is "
            "that of its registered patients, wherever they live.",
        ),
        (
            levels.PAGE,
            f"The air is modelled, not measured in every street. {notes.get('two-air-models', '')}",
        ),
        (
            EVERYTHING,
            "No published list is known here of the wards that each neighbourhood team serves, so "
            "what is added up for a team follows a working definition.",
        ),
    )


def _step(text: str, indicator: str, area_set: str) -> Step:
    return Step(text, indicator, tuple(Selection(indicator, area_set).to_query().items()))


def _wards_end() -> str:
    """Say to when wards' and neighbourhoods' life expectancy is held, and which has intervals."""
    indicator = registry.indicator(life_expectancy.INDICATOR)
    last = {
        areas.area_set(series.area_set).level: (series.periods[-1], series.has_intervals)
        for series in sorted(indicator.series, key=lambda series: series.periods[-1].end)
    }
    ward = f" after {last['ward'][0].label}" if "ward" in last else ""
    text = f"Life expectancy by ward is not held{ward}."
    if "msoa" not in last:
        return text
    neighbourhood, with_intervals = last["msoa"]
    chance = "." if with_intervals else ", without intervals, so chance cannot be ruled out there."
    noun = areas.area_set(NEIGHBOURHOODS).nouns
    return f"{text} It is held for {noun} to {neighbourhood.label}{chance}"
