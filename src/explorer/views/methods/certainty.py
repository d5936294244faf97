"""How sure is a figure, and are two figures different? Examples of intervals and comparisons."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from explorer import areas, registry, stats
from explorer.views import gaps, maps, selections, words
from explorer.views.gaps import STANDARD_ERRORS_IN_INTERVAL
from explorer.views.methods.entries import (
    Example,
    boroughs,
    estimate,
    row,
    selection,
    span,
    worked,
)
from explorer.views.words import number

ONE = "How sure is one figure?"
TWO = "Are two figures different?"
COVERAGE = "cervical-coverage"
PRACTICES = "practices-2017"
RATE = "preventable-cardiovascular-mortality"


@worked(
    "wilson_interval",
    ONE,
    "Interval of a percentage (Wilson)",
    "How far could a percentage be off by chance alone?",
    "A percentage counted in few people could easily have come out otherwise. The interval holds "
    "the percentages that the count does not rule out: wide for few people, narrow for many.",
)
def _wilson_interval() -> Example:
    chosen = selection(COVERAGE, PRACTICES, age="25-49")
    held = selections.figures(chosen).areas.dropna(subset=["value"])
    small = held.sort_values("denominator", kind="stable").iloc[0]
    r, n = float(small["numerator"]), float(small["denominator"])
    p, found = r / n, stats.wilson_interval(r, n)
    borough = boroughs()[0]
    large = row(selection(COVERAGE, "boroughs", age="25-49"), borough.code)
    many = stats.wilson_interval(float(large["numerator"]), float(large["denominator"]))
    return Example(
        setting=f"{maps.describe(chosen)} {small['area_name']}: {number(r)} screened of "
        f"{number(n)} eligible, the fewest of any practice.",
        working=(
            f"p      = {number(r)} / {number(n)} = {p:.4f}",
            f"limits = (2 * {number(n)} * {p:.4f} + 1.96^2 -/+ 1.96 * sqrt(1.96^2 + 4 * {number(n)}"
            f" * {p:.4f} * {1 - p:.4f}))",
            f"         / (2 * ({number(n)} + 1.96^2))",
            f"       = {found.lower:.4f} to {found.upper:.4f}",
        ),
        finding=f"Coverage was {words.with_unit(100 * p, 1, '%')} "
        f"({span(100 * found.lower, 100 * found.upper, 1, '%')}). For the "
        f"{number(large['denominator'])} people eligible in {borough.name} the same formula gives "
        f"{words.interval(100 * many.lower, 100 * many.upper, 1, '%')}.",
        result=found,
        provenance=maps.provenance(chosen),
    )


@worked(
    "byar_interval",
    ONE,
    "Interval of a count (Byar, exact below 10)",
    "How far could a count of events be off by chance alone?",
    "A count such as deaths in a year would come out differently in another year just like it. The "
    "interval holds the counts to be expected. It is for events without a known number of people "
    "who could have had one; where that is known, Wilson's interval of the percentage is used.",
)
def _byar_interval() -> Example:
    chosen = selection(COVERAGE, PRACTICES, age="50-64")
    held = selections.figures(chosen).areas.dropna(subset=["numerator"])
    small = held.sort_values("numerator", kind="stable").iloc[0]
    count = float(small["numerator"])
    found = stats.byar_interval(count)
    if count < 10:
        working: tuple[str, ...] = (
            f"O     = {number(count)}, below 10, so the exact limits",
            f"lower = chi2(0.025, {number(2 * count)}) / 2 = {found.lower:.2f}",
            f"upper = chi2(0.975, {number(2 * count + 2)}) / 2 = {found.upper:.2f}",
        )
    else:
        more = number(count + 1)
        working = (
            f"lower = {number(count)} * (1 - 1/(9 * {number(count)}) - 1.96/(3 * sqrt("
            f"{number(count)})))^3 = {found.lower:.2f}",
            f"upper = {more} * (1 - 1/(9 * {more}) + 1.96/(3 * sqrt({more})))^3 = "
            f"{found.upper:.2f}",
        )
    return Example(
        setting=f"{maps.describe(chosen)} {small['area_name']}: the smallest count of any "
        "practice.",
        working=working,
        finding=f"Where {number(count)} are counted, chance alone could as well have given "
        f"{number(math.ceil(found.lower))} or {number(math.floor(found.upper))}.",
        result=found,
        provenance=maps.provenance(chosen),
    )


@worked(
    "difference",
    TWO,
    "Gap between two areas",
    "How far apart are two areas, and can chance explain it?",
    "The gap is one figure less the other. Its interval joins the uncertainty of both. If the "
    "interval leaves out nought, the gap can be told from chance.",
)
def _difference() -> Example:
    pair = registry.first_pair()
    area_set, codes = pair.areas[0]
    chosen = selection("life-expectancy", area_set, sex="male")
    low, high = (row(chosen, code) for code in codes)
    found = stats.difference(estimate(high), estimate(low))
    a, b = (_numbers(each) for each in (high, low))
    gap = gaps.between(chosen, *codes)
    return Example(
        setting=f"{maps.describe(chosen)} a: {_place(high)}; b: {_place(low)}.",
        working=(
            f"a - b = {a.value} - {b.value} = {found.value:.1f}",
            f"lower = {found.value:.1f} - sqrt(({a.value} - {a.lower})^2 + ({b.upper} - {b.value})"
            f"^2) = {found.lower:.1f}",
            f"upper = {found.value:.1f} + sqrt(({a.upper} - {a.value})^2 + ({b.value} - {b.lower})"
            f"^2) = {found.upper:.1f}",
        ),
        finding=f"{gaps.gap_words(gap, chosen)}. {gaps.verdict(gap)}" if gap else "",
        result=found,
        provenance=maps.provenance(chosen),
    )


@worked(
    "ratio",
    TWO,
    "Ratio of two figures",
    "How many times one figure is another?",
    "A ratio of 1 means no difference. If its interval leaves out 1, the two can be told apart.",
)
def _ratio() -> Example:
    chosen, places = selection(RATE, "boroughs"), boroughs()
    first, country = (
        row(chosen, code) for code in (places[0].code, registry.places().country.code)
    )
    found = stats.ratio(estimate(first), estimate(country))
    a, b = (_numbers(each, 2) for each in (first, country))
    return Example(
        setting=f"{maps.describe(chosen)} a: {_place(first, 2)}; b: {_place(country, 2)}.",
        working=(
            f"a / b = {a.value} / {b.value} = {found.value:.2f}",
            f"lower = exp(ln {found.value:.2f} - sqrt((ln {a.value} - ln {a.lower})^2 + "
            f"(ln {b.upper} - ln {b.value})^2)) = {found.lower:.2f}",
            f"upper = exp(ln {found.value:.2f} + sqrt((ln {a.upper} - ln {a.value})^2 + "
            f"(ln {b.value} - ln {b.lower})^2)) = {found.upper:.2f}",
        ),
        finding=f"The rate of {first['area_name']} is {found.value:.2f} times that of "
        f"{country['area_name']} ({span(found.lower, found.upper, 2)}), a difference that "
        f"{_chance(found.chance_excluded)}.",
        result=found,
        provenance=maps.provenance(chosen),
    )


@worked(
    "proportion_difference",
    TWO,
    "Gap between two percentages (Newcombe)",
    "How far apart are two percentages whose counts are known?",
    "Like the gap between two areas, but made from the counts, which holds for small numbers too. "
    "It is said in percentage points.",
)
def _proportion_difference() -> Example:
    chosen = selection(COVERAGE, "boroughs", age="25-49")
    (first, second) = (row(chosen, place.code) for place in boroughs())
    counts = [float(each[key]) for each in (first, second) for key in ("numerator", "denominator")]
    found = stats.proportion_difference(*counts)
    shares = [counts[0] / counts[1], counts[2] / counts[3]]
    limits = [stats.wilson_interval(*counts[:2]), stats.wilson_interval(*counts[2:])]
    (p, q), (a, b) = shares, limits
    return Example(
        setting=f"{maps.describe(chosen)} a: {first['area_name']}, {number(counts[0])} of "
        f"{number(counts[1])}; b: {second['area_name']}, {number(counts[2])} of "
        f"{number(counts[3])}.",
        working=(
            f"p_a   = {p:.4f} ({a.lower:.4f} to {a.upper:.4f})",
            f"p_b   = {q:.4f} ({b.lower:.4f} to {b.upper:.4f})",
            f"d     = {p:.4f} - {q:.4f} = {found.value:.4f}",
            f"lower = {found.value:.4f} - sqrt(({p:.4f} - {a.lower:.4f})^2 + ({b.upper:.4f} - "
            f"{q:.4f})^2) = {found.lower:.4f}",
            f"upper = {found.value:.4f} + sqrt(({a.upper:.4f} - {p:.4f})^2 + ({q:.4f} - "
            f"{b.lower:.4f})^2) = {found.upper:.4f}",
        ),
        finding=f"Coverage differs by {number(100 * found.value, 1)} percentage points "
        f"({span(100 * found.lower, 100 * found.upper, 1)}), a difference that "
        f"{_chance(found.chance_excluded)}.",
        result=found,
        provenance=maps.provenance(chosen),
    )


@worked(
    "difference_in_differences",
    TWO,
    "Change beyond that of a control group",
    "Did one group change more than another over the same time?",
    "What changed without a programme would have changed with it too, so the control group's "
    "change is taken off. It is the programme's doing only if both would else have changed alike.",
)
def _difference_in_differences() -> Example:
    latest = selection(COVERAGE, "boroughs", age="25-49")
    earliest = latest.changed(period=registry.indicator(COVERAGE).periods("boroughs")[0].id)
    changes, told = [], []
    for name, place in zip("pc", boroughs(), strict=True):
        after, before = (row(chosen, place.code) for chosen in (latest, earliest))
        change = stats.proportion_difference(
            *(float(each[key]) for each in (after, before) for key in ("numerator", "denominator"))
        )
        changes.append(change)
        told.append(f"{name}: {place.name}, {change.value:.4f} ({change.lower:.4f} to "
                    f"{change.upper:.4f})")  # fmt: skip
    found = stats.difference_in_differences(*changes)
    p, c = changes
    first = selections.period_of(earliest).label
    return Example(
        setting=f"{maps.describe(latest)} Change of each share since {first}, as if the first "
        f"borough had had a programme and the second none. {'; '.join(told)}.",
        working=(
            f"d     = {p.value:.4f} - {c.value:.4f} = {found.value:.4f}",
            f"lower = {found.value:.4f} - sqrt(({p.value:.4f} - {p.lower:.4f})^2 + "
            f"({c.upper:.4f} - {c.value:.4f})^2) = {found.lower:.4f}",
            f"upper = {found.value:.4f} + sqrt(({p.upper:.4f} - {p.value:.4f})^2 + "
            f"({c.value:.4f} - {c.lower:.4f})^2) = {found.upper:.4f}",
        ),
        finding=f"Since {first} the first's change less the second's is "
        f"{words.signed(100 * found.value, 1)} percentage points "
        f"({span(100 * found.lower, 100 * found.upper, 1)}), which "
        f"{_chance(found.chance_excluded)}.",
        result=found,
        provenance=maps.provenance(latest),
    )


@worked(
    "extreme_gap",
    TWO,
    "Gap between highest and lowest",
    "How wide is the gap between the extremes, when they were picked out after looking?",
    "Of many areas the highest is partly lucky and the lowest partly unlucky, so their gap looks "
    "wider than it is. The interval allows for every pair that could have been the extremes.",
)
def _extreme_gap() -> Example:
    pair = registry.first_pair()
    chosen = selection("life-expectancy", pair.areas[0][0], sex="male")
    layer = areas.load(chosen.area_set)
    own = layer.loc[layer["borough_code"] == pair.borough, "area_code"]
    held = selections.figures(chosen).areas.dropna(subset=["value", "lower_95"])
    held = held[held["area_code"].isin(own)].reset_index(drop=True)
    errors = (held["upper_95"] - held["lower_95"]).to_numpy() / STANDARD_ERRORS_IN_INTERVAL
    found = stats.extreme_gap(held["value"].to_numpy(), errors)
    high, low = held.iloc[found.highest], held.iloc[found.lowest]
    plain = stats.difference(estimate(high), estimate(low))
    return Example(
        setting=f"{maps.describe(chosen)} The {len(held)} areas of {boroughs()[0].name}. "
        f"Highest: {_place(high)}; lowest: {_place(low)}.",
        working=(
            f"gap                         = {number(high['value'], 1)} - {number(low['value'], 1)}"
            f" = {found.value:.1f}",
            f"as if named beforehand      = {plain.lower:.1f} to {plain.upper:.1f}",
            f"as picked out after looking = {found.lower:.1f} to {found.upper:.1f}",
            f"gap if all areas were equal = {found.expected_by_chance:.1f} on average",
        ),
        finding=f"The gap is {found.value:.1f} years ({span(found.lower, found.upper, 1)}), and it "
        f"{_chance(found.chance_excluded)}. Had all {len(held)} areas been equal, chance alone "
        f"would still have set the extremes about {found.expected_by_chance:.1f} years apart.",
        result=found,
        provenance=maps.provenance(chosen),
    )


@worked(
    "rank_span",
    TWO,
    "Place among others",
    "Which place does an area hold, when each figure could be off by chance?",
    "A single place says more than figures with intervals can. The span holds every place from "
    "just below the areas that are surely higher to just above those that are surely lower.",
)
def _rank_span() -> Example:
    pair = registry.first_pair()
    chosen = selection("life-expectancy", pair.areas[0][0], sex="male")
    held = selections.figures(chosen).areas.dropna(subset=["lower_95"]).reset_index(drop=True)
    found = stats.rank_span(
        *(held[column].to_numpy() for column in ("value", "lower_95", "upper_95"))
    )
    index = int(held.index[held["area_code"] == dict(pair.areas)[chosen.area_set][0]][0])
    shown, count = held.iloc[index], len(held)
    first, last = int(found.first[index]), int(found.last[index])
    return Example(
        setting=f"{maps.describe(chosen)} {_place(shown)} among {count} areas.",
        working=(
            f"surely higher: {first - 1}",
            f"surely lower:  {count - last}",
            f"first = 1 + {first - 1} = {first}",
            f"last  = {count} - {count - last} = {last}",
        ),
        finding=f"{shown['area_name']} holds a place between {first} and {last} of {count}, "
        "counted from the highest.",
        result=found,
        provenance=maps.provenance(chosen),
    )


@worked(
    "benchmark",
    TWO,
    "Comparison with a benchmark",
    "Is an area better or worse than its borough, its region or the country?",
    "An area is called better or worse only if its whole interval lies on one side of the "
    "benchmark. Otherwise it is similar, which does not mean the same.",
)
def _benchmark() -> Example:
    pair, country = registry.first_pair(), registry.places().country
    chosen = selection("life-expectancy", pair.areas[0][0], sex="male")
    held = selections.figures(chosen).areas.dropna(subset=["lower_95"])
    against = float(row(chosen, country.code)["value"])
    polarity = registry.indicator(chosen.indicator).polarity.value
    found = stats.benchmark(
        held["lower_95"].to_numpy(), held["upper_95"].to_numpy(), against, polarity
    )
    counts = dict(zip(*np.unique(found, return_counts=True), strict=True))
    shown = [held[held["area_code"] == code].iloc[0] for code in dict(pair.areas)[chosen.area_set]]
    said = [found[held["area_code"].to_numpy() == each["area_code"]][0] for each in shown]
    tally = words.in_sentence([f"{counts.get(w, 0)} {w}" for w in ("worse", "similar", "better")])
    return Example(
        setting=f"{maps.describe(chosen)} Against {country.name}.",
        working=(
            f"benchmark: {country.name} {number(against, 1)}",
            *(
                f"{each['area_name']}: {number(each['lower_95'], 1)} to "
                f"{number(each['upper_95'], 1)}: {word}"
                for each, word in zip(shown, said, strict=True)
            ),
        ),
        finding=f"Of {len(held)} areas, {tally}.",
        result=found,
        provenance=maps.provenance(chosen),
    )


class _Written:
    """Value and limits as an example writes them."""

    def __init__(self, value: float, lower: float, upper: float, decimals: int) -> None:
        self.value, self.lower, self.upper = (
            f"{each:.{decimals}f}" for each in (value, lower, upper)
        )


def _numbers(of: pd.Series, decimals: int = 1) -> _Written:
    return _Written(of["value"], of["lower_95"], of["upper_95"], decimals)


def _place(of: pd.Series, decimals: int = 1) -> str:
    written = _numbers(of, decimals)
    return f"{of['area_name']} {written.value} ({written.lower} to {written.upper})"


def _chance(excluded: bool) -> str:
    return "can be told from chance" if excluded else "cannot be told from chance"
