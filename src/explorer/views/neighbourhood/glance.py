"""Needs at a glance: one chart, three short lists by rule, and the table beneath."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from explorer import areas, neighbourhoods, registry
from explorer.keeping import kept
from explorer.model import Standing as HowMade
from explorer.neighbourhoods import Neighbourhood
from explorer.views import maps, rebased, words
from explorer.views.base import BESIDE, ChartKind, ChartView, Column, Provenance, TableView
from explorer.views.neighbourhood import made, measures
from explorer.views.neighbourhood.made import Figure, Made
from explorer.views.neighbourhood.measures import Measure, Standing

FAR = 0.5
"""Distance from both boroughs, in bands, from which a measure stands out."""
MUCH_SPLIT = 0.1
"""Share of the people in split areas above which an estimate is uncertain."""
MOSTLY_COVERED = 0.95
MOST_SENTENCES, MOST_OF_A_THEME = 5, 2
WORKING_DEFINITION = (
    "A working definition: no list of wards has been published for the neighbourhood teams. "
    "Anyone may edit it (data/neighbourhoods.yaml)."
)
STANDS_OUT, GOING_WELL, UNCERTAIN = "What stands out", "What is going well", "What is uncertain"
NOTHING = {
    STANDS_OUT: "No measure is so much worse than in both boroughs together that it stands out.",
    GOING_WELL: "No measure is so much better than in both boroughs together that it stands out.",
    UNCERTAIN: "Nothing that stands far from both boroughs is held back for want of certainty.",
}
RULES = (
    "Every measure that says which way is better is compared with both boroughs together. It "
    "stands out, or is going well, where the difference is at least half the distance between "
    "the 25th and the 75th percentile of single wards.",
    "It is uncertain instead where its 95% interval takes in the boroughs' figure, where more "
    "than a tenth of the people it is about live in areas that lie partly outside, or where areas "
    "without a figure hold more than a twentieth of them. A figure shared out from areas none of "
    "which lies mostly inside is about a wider place: it stands in the table alone.",
    "At most five are named in each list, the furthest first, and at most two of one theme. A "
    "difference says nothing of its cause.",
)
MADE_WORDS = {
    Made.COUNTED: "counted: counts added up",
    Made.WEIGHTED: "weighted: a mean by the people of each area",
    Made.ESTIMATED: "estimated: some areas lie partly outside and are shared out by postcodes",
    Made.RANGE: "range: no one figure",
}


def is_uncertain(one: Standing) -> bool:
    """Say whether too little is known for a distance to be spoken of as found."""
    figure = one.figure
    within = figure.has_interval and figure.lower <= one.boroughs.value <= figure.upper
    blurred = figure.made is Made.ESTIMATED and figure.split > MUCH_SPLIT
    return bool(within or blurred or figure.covered < MOSTLY_COVERED)


@kept(maxsize=256)
def sorted_out(of: Neighbourhood) -> dict[str, tuple[Standing, ...]]:
    """Return the measures under each heading by the rules in `RULES`, those to be named only."""
    found = measures.standings(of.codes)
    far = [one for one in found if abs(one.ahead) >= FAR and one.figure.lowest[0]]
    sure = [one for one in far if not is_uncertain(one)]
    unsure = sorted(filter(is_uncertain, far), key=lambda one: -abs(one.ahead))
    return {
        STANDS_OUT: _few(one for one in sure if one.ahead < 0),
        UNCERTAIN: _few(unsure),
        GOING_WELL: _few(one for one in reversed(sure) if one.ahead > 0),
    }


@kept(maxsize=256)
def sentences(of: Neighbourhood) -> dict[str, tuple[str, ...]]:
    """Return the sentences under each heading; one that says so where there is nothing."""
    return {
        heading: tuple(_sentence(one, heading == UNCERTAIN) for one in found) or (NOTHING[heading],)
        for heading, found in sorted_out(of).items()
    }


@kept(maxsize=256)
def headline(of: Neighbourhood) -> str:
    """Say on how many measures a neighbourhood stands out."""
    found = measures.standings(of.codes)
    sure = [one for one in found if abs(one.ahead) >= FAR and not is_uncertain(one)]
    worse = sum(one.ahead < 0 for one in sure)
    if not sure:
        return f"{of.name} stands out on none of {len(found)} measures"
    return (
        f"{of.name} stands out for the worse on {worse} of {len(found)} measures, and for the "
        f"better on {len(sure) - worse}"
    )


def subtitle(of: Neighbourhood) -> str:
    """Say how many live there, in how many areas, and whose definition it is."""
    text = (
        f"{words.number(made.residents(of.codes))} residents at the 2021 census, in "
        f"{measures.noun(of.codes)}."
    )
    return text if of.is_own else f"{text} {WORKING_DEFINITION}"


@kept(maxsize=256)
def chart(of: Neighbourhood, other: Neighbourhood | None = None) -> ChartView:
    """Build the spine chart, furthest behind first; another neighbourhood is marked beside."""
    found = measures.standings(of.codes)
    theirs = (
        {one.measure: one for one in measures.standings(other.codes, of.area_set)} if other else {}
    )
    rows = [_row(one, of.short_name) for one in found]
    if other:
        rows += [
            _mark(one, other.short_name, theirs[one.measure].figure.value)
            for one in found
            if one.measure in theirs
        ]
    rows += [mark for one in found for mark in _comparator_marks(one)]
    frame = pd.DataFrame(rows)
    worse = sum(one.figure.value != one.boroughs.value and one.ahead < 0 for one in found)
    nouns = areas.area_set(neighbourhoods.area_set()).nouns
    return ChartView(
        kind=ChartKind.SPINE,
        title="Needs at a glance: every measure against both boroughs together",
        subtitle=f"Furthest behind first. The dashed line is both boroughs together; the bar is "
        f"the middle half of single {nouns}, the thin line reaches from the worst to the best. "
        "Census counts cover everybody and have no interval; where one is held it is drawn.",
        frame=frame,
        value_label="Distance from both boroughs",
        label_heading="Measure",
        decimals=2,
        colours=((other.short_name, BESIDE),) if other else (),
        text_alternative=f"{of.name} is worse than both boroughs together on {worse} of "
        f"{len(found)} measures and no worse on the others. The table gives every figure.",
        provenance=provenance(of),
    )


@kept(maxsize=256)
def table(of: Neighbourhood, other: Neighbourhood | None = None) -> TableView:
    """Build the table of the spine chart: every figure, how it was made, and what it is against."""
    theirs = (
        {one.measure: one for one in measures.standings(other.codes, of.area_set)} if other else {}
    )
    places = registry.places().comparators
    rows = []
    for one in measures.standings(of.codes):
        say = one.measure.say
        against = measures.comparators(one.measure.selection)
        rows.append(
            {
                "measure": one.measure.title,
                "figure": _with_interval(one.measure, one.figure),
                "other": say(theirs[one.measure].figure.value) if one.measure in theirs else "",
                "made": str(one.figure.made),
                "split": 100 * one.figure.split,
                "both": say(one.boroughs.value),
                **{p.code: say(against[p.code]) if p.code in against else "" for p in places},
                "lowest": _named(one.measure, one.figure.lowest),
                "highest": _named(one.measure, one.figure.highest),
            }
        )
    frame = pd.DataFrame(rows)
    columns = [
        Column("measure", "Measure"),
        Column("figure", of.short_name),
        *([Column("other", other.short_name)] if other else []),
        Column("made", "How made", help="; ".join(MADE_WORDS.values())),
        Column("split", "Share split (%)", 0, help="People in areas that lie partly outside"),
        Column("both", "Both boroughs"),
        *(Column(p.code, p.short_name) for p in places if (frame[p.code] != "").any()),
        Column("lowest", "Lowest inside"),
        Column("highest", "Highest inside"),
    ]
    return TableView(
        caption=f"Every measure of {of.name}, furthest behind both boroughs first",
        columns=tuple(columns),
        frame=frame[[column.key for column in columns]],
        provenance=provenance(of),
    )


@kept(maxsize=256)
def range_table(of: Neighbourhood) -> TableView:
    """Build the table of measures that have no one figure, with their lowest and highest area."""
    frame = pd.DataFrame(
        [
            {
                "measure": measure.title,
                "lowest": _named(measure, figure.lowest),
                "highest": _named(measure, figure.highest),
                "areas": areas.area_set(measure.selection.area_set).noun,
            }
            for measure, figure in measures.ranges(of.codes)
        ],
        columns=["measure", "lowest", "highest", "areas"],
    )
    return TableView(
        caption="Measures that have no one figure here, as the range of the areas inside",
        columns=(
            Column("measure", "Measure"),
            Column("lowest", "Lowest"),
            Column("highest", "Highest"),
            Column("areas", "Kind of area"),
        ),
        frame=frame,
        provenance=provenance(of),
        notes=(
            "Life expectancy, medians, ranks and standardised ratios cannot be averaged over "
            "areas; a share known for too few of the people is not shown as if it were for all.",
        ),
    )


@kept(maxsize=256)
def method(of: Neighbourhood) -> tuple[str, ...]:
    """Say by which rules the lists are made, and how much moving figures to wards blurs them.

    Of the measures estimated from each set of areas, the first that is whole says how close it
    comes back to where it began.
    """
    shown: dict[str, str] = {}
    for one in measures.standings(of.codes):
        chosen = one.measure.selection
        if one.figure.made is Made.ESTIMATED and chosen.area_set not in shown:
            found = rebased.moved(chosen, of.area_set)
            if not found.figures.missing:
                shown[chosen.area_set] = rebased.sentence(found)
    return (*RULES, *_not_given(of), *shown.values())


@kept(maxsize=256)
def provenance(of: Neighbourhood) -> Provenance:
    """Say what the figures of a neighbourhood are made from."""
    found = measures.standings(of.codes)
    estimated = any(one.figure.made is Made.ESTIMATED for one in found)
    notes = [*([] if of.is_own else [WORKING_DEFINITION]), *MADE_WORDS.values()]
    return maps.shared_provenance(
        f"Needs of {of.name}",
        areas.area_set(of.area_set),
        (one.measure.selection for one in found),
        HowMade.ESTIMATE if estimated else HowMade.DERIVED,
        tuple(words.upper_first(f"{note.removesuffix('.')}.") for note in notes),
    )


def defined(origin: Provenance, *places: Neighbourhood | None) -> Provenance:
    """Add to where figures come from that a neighbourhood among the places is a working definition.

    A reader's own is theirs, and no definition of ours.
    """
    if all(place is None or place.is_own for place in places):
        return origin
    return replace(origin, notes=(WORKING_DEFINITION, *origin.notes))


def figure_words(measure: Measure, figure: Figure) -> str:
    """Say a figure and how it was made: '12.5% (counted)', '7.1% in A to 14.3% in B (range)'."""
    if figure.has_value:
        return f"{_with_interval(measure, figure)} ({figure.made})"
    if not figure.lowest[0]:
        return "no figure"
    ends = f"{_said(measure, figure.lowest)} to {_said(measure, figure.highest)}"
    return f"{ends} ({figure.made})"


def _not_given(of: Neighbourhood) -> Iterator[str]:
    """Say which comparators no release used here gives."""
    given = {
        code
        for one in measures.standings(of.codes)
        for code in measures.comparators(one.measure.selection)
    }
    missing = [p.short_name for p in registry.places().comparators if p.code not in given]
    if missing:
        yield (
            f"The releases for areas so small give no figure for {words.in_sentence(missing)}, so "
            "the comparison is with the boroughs."
        )


def _few(found: Iterable[Standing]) -> tuple[Standing, ...]:
    kept: list[Standing] = []
    themes: Counter[str] = Counter()
    for one in found:
        theme = one.measure.indicator.theme
        if themes[theme] < MOST_OF_A_THEME and len(kept) < MOST_SENTENCES:
            themes[theme] += 1
            kept.append(one)
    return tuple(kept)


def _sentence(one: Standing, with_reason: bool) -> str:
    measure, figure = one.measure, one.figure
    held = measure.selection.area_set
    # Published areas may be called neighbourhoods too: those that lie inside are said to be areas.
    can_be_own = held in (neighbourhoods.area_set(), neighbourhoods.small_area_set())
    is_own = can_be_own and figure.made is not Made.ESTIMATED
    whose = f"Its {areas.area_set(held).nouns}" if is_own else "Areas mostly inside it"
    text = (
        f"{measure.title}: {_with_interval(measure, figure)}, against "
        f"{measure.say(one.boroughs.value)} in both boroughs together. {whose} run from "
        f"{_said(measure, figure.lowest)} to {_said(measure, figure.highest)}."
    )
    return f"{text} {reason(one)}" if with_reason else text


def reason(one: Standing) -> str:
    """Say why a figure is uncertain, or that it is an estimate."""
    figure = one.figure
    if figure.has_interval and figure.lower <= one.boroughs.value <= figure.upper:
        return "Chance alone could make this difference."
    if figure.covered < MOSTLY_COVERED:
        return f"Known for {figure.covered:.0%} of the people only."
    share = "all" if figure.split >= 1 - 1e-9 else f"{figure.split:.0%}"
    return f"An estimate: {share} of the people live in areas that lie partly outside."


def _row(one: Standing, name: str) -> dict[str, object]:
    figure = one.figure
    ends = sorted((one.place(figure.lower), one.place(figure.upper)))
    band = sorted((one.place(one.low), one.place(one.high)))
    reach = sorted((one.place(one.least), one.place(one.most)))
    return {
        **_mark(one, name, figure.value),
        "lower_95": ends[0],
        "upper_95": ends[1],
        "band_low": band[0],
        "band_high": band[1],
        "least": reach[0],
        "most": reach[1],
        "said": f"{_with_interval(one.measure, figure)}, {one.measure.period}, {figure.made}; "
        f"both boroughs {one.measure.say(one.boroughs.value)}",
    }


def _mark(one: Standing, name: str, value: float) -> dict[str, object]:
    place = float(np.clip(one.place(value), -1, 1))
    said = one.measure.say(value)
    return {"label": one.measure.label, "group": name, "value": place, "said": said}


def _comparator_marks(one: Standing) -> Iterator[dict[str, object]]:
    """Return marks of boroughs, region and country that lie within the reach of the areas."""
    against = measures.comparators(one.measure.selection)
    for place in registry.places().comparators:
        if place.code in against and abs(one.place(against[place.code])) <= 1:
            yield _mark(one, f"{place.short_name} (all)", against[place.code])


def _with_interval(measure: Measure, figure: Figure) -> str:
    text = measure.say(figure.value)
    span = words.interval(figure.lower, figure.upper, measure.indicator.decimals)
    return f"{text} (95% interval {span})" if span else text


def _said(measure: Measure, area: tuple[str, float]) -> str:
    return f"{measure.say(area[1])} in {area[0]}"


def _named(measure: Measure, area: tuple[str, float]) -> str:
    return f"{measure.say(area[1])} ({area[0]})" if area[0] else ""
