"""How long do people live, how many more would it take, what is withheld? Examples."""

from __future__ import annotations

import numpy as np

from explorer import areas, registry, stats
from explorer.model import Standing
from explorer.views import maps, selections, words
from explorer.views.base import Provenance
from explorer.views.methods.certainty import COVERAGE
from explorer.views.methods.entries import Example, boroughs, row, selection, span, worked
from explorer.views.words import number

AGES = "Made comparable between places"
PEOPLE = "What would it take?"
SMALL = "What may not be shown?"
THRESHOLD_EXAMPLE = 5

# Deaths by age are not held for these boroughs, so the life table is shown on published test
# figures: first age of each band, deaths, person-years.
LIFE_TABLE = (
    *((0, 17, 7060), (1, 9, 35059), (5, 4, 46974), (10, 8, 48489), (15, 20, 43219)),
    *((20, 15, 38561), (25, 24, 46009), (30, 33, 57208), (35, 50, 61435), (40, 71, 55601)),
    *((45, 100, 50209), (50, 163, 56416), (55, 263, 46411), (60, 304, 39820), (65, 536, 37978)),
    *((70, 872, 37039), (75, 1390, 33288), (80, 1605, 23306), (85, 1936, 11936), (90, 1937, 11936)),
)
LIFE_TABLE_SOURCE = Provenance(
    measure="Deaths and person-years by age, of no named area",
    period="not given",
    areas="No area of these boroughs: their deaths by age are not held here",
    source="Public Health England, test figures of PHEindicatormethods, phe_life_expectancy",
    licence="Figures quoted",
    boundary_credit="",
    standing=Standing.STATED,
)


@worked(
    "life_expectancy",
    AGES,
    "Life expectancy at birth",
    "How long would people live if today's death rates stayed as they are?",
    "From the deaths and the residents of every age, a table follows an imagined group from birth "
    "until none is left. Life expectancy is the years they live on average. It describes a place "
    "today and foretells nobody's life.",
)
def _life_expectancy() -> Example:
    ages, deaths, people = (
        np.array(column, dtype=float) for column in zip(*LIFE_TABLE, strict=False)
    )
    found = stats.life_expectancy(deaths, people, ages)
    rate = deaths / people
    width = 4.0
    q = width * rate[1] / (1 + width * rate[1] * 0.5)
    return Example(
        setting="Deaths by age are not held for these boroughs, so this is a published test case: "
        f"{number(deaths.sum())} deaths in {number(people.sum())} person-years, of no named area.",
        working=(
            f"age 0:    M = {number(deaths[0])} / {number(people[0])} = {rate[0]:.5f}, "
            f"q = M / (1 + M * (1 - 0.1)) = {rate[0] / (1 + rate[0] * 0.9):.5f}",
            f"age 1-4:  M = {number(deaths[1])} / {number(people[1])} = {rate[1]:.5f}, "
            f"q = 4 * M / (1 + 4 * M * (1 - 0.5)) = {q:.5f}",
            "...",
            f"age {ages[-1]:.0f}+:  M = {number(deaths[-1])} / {number(people[-1])} = "
            f"{rate[-1]:.5f}, 1 / M = {1 / rate[-1]:.2f} years still to live",
            f"life expectancy at birth = {found.value:.2f} ({found.interval.lower:.2f} to "
            f"{found.interval.upper:.2f})",
        ),
        finding=f"Life expectancy at birth is {number(found.value, 1)} years "
        f"({span(found.interval.lower, found.interval.upper, 1)}).",
        result=found,
        provenance=LIFE_TABLE_SOURCE,
    )


@worked(
    "directly_standardised_rate",
    AGES,
    "Age-standardised rate",
    "What would the rate be if a place had a standard mix of ages?",
    "Places with older residents see more illness and deaths for that reason alone. Weighting each "
    "age by a standard population takes it out. The result is for comparing, not a count of "
    "anything.",
    also=("EUROPEAN_STANDARD_POPULATION_2013",),
)
def _directly_standardised_rate() -> Example:
    place, country = boroughs()[0], registry.places().country
    ages = [group for group, _ in registry.indicator(COVERAGE).breakdowns[0].groups]
    chosen = [selection(COVERAGE, "boroughs", age=age) for age in ages]
    own = [row(each, place.code) for each in chosen]
    missed = [float(each["denominator"] - each["numerator"]) for each in own]
    people = [float(each["denominator"]) for each in own]
    standard = [float(row(each, country.code)["denominator"]) for each in chosen]
    found = stats.directly_standardised_rate(missed, people, standard, per=100)
    crude = 100 * sum(missed) / sum(people)
    bands = zip(ages, missed, people, standard, strict=True)
    return Example(
        setting=f"Eligible people not screened for cervical cancer, {place.name}, "
        f"{selections.period_of(chosen[0]).label}, with {country.name}'s mix of ages as the "
        "standard. Rates of illness and death take the European Standard Population 2013 "
        f"({len(stats.EUROPEAN_STANDARD_POPULATION_2013)} age bands, "
        f"{number(sum(stats.EUROPEAN_STANDARD_POPULATION_2013))} people in all).",
        working=(
            *(
                f"age {age}: O = {number(o)}, n = {number(n)}, O/n = {o / n:.4f}, w = {number(w)}"
                for age, o, n, w in bands
            ),
            f"crude rate    = {crude:.2f} in 100",
            f"standardised  = {found.value:.2f} in 100 ({found.lower:.2f} to {found.upper:.2f})",
        ),
        finding=f"{words.with_unit(crude, 1, '%')} were not screened; with {country.name}'s mix of "
        f"ages it would be {words.with_unit(found.value, 1, '%')} "
        f"({span(found.lower, found.upper, 1)}).",
        result=found,
        provenance=maps.provenance(chosen[0]),
    )


@worked(
    "additional_to_reach",
    PEOPLE,
    "People to reach a target",
    "How many more people would have to be screened to reach a target?",
    "The target's share of everyone eligible, less those screened already. It turns percentage "
    "points into people.",
)
def _additional_to_reach() -> Example:
    chosen, place = selection(COVERAGE, "boroughs", age="25-49"), boroughs()[0]
    own = row(chosen, place.code)
    r, n = float(own["numerator"]), float(own["denominator"])
    label, target = registry.indicator(COVERAGE).lines[-1]
    found = stats.additional_to_reach(r, n, target / 100)
    return Example(
        setting=f"{maps.describe(chosen)} {place.name}: {number(r)} screened of {number(n)} "
        f"eligible.",
        working=(
            f"additional = {target / 100:g} * {number(n)} - {number(r)} = "
            f"{number(target / 100 * n - r, 1)}, rounded up: {number(found)}",
        ),
        finding=f"{number(found)} more people would have to be screened to reach the "
        f"{label.lower()} of {target:g}%.",
        result=found,
        provenance=maps.provenance(chosen),
    )


@worked(
    "suppress",
    SMALL,
    "Withholding small numbers",
    "Which counts must be withheld so that no small one can be worked out?",
    "A count of very few people could give someone away, so it is withheld with its percentage and "
    "interval. If a total would still reveal it by subtraction, the next smallest goes too.",
)
def _suppress() -> Example:
    chosen = selection("household-deprivation", areas.current("ward"), dimensions="4")
    threshold = registry.indicator(COVERAGE).disclosure_threshold or THRESHOLD_EXAMPLE
    layer = areas.load(chosen.area_set).set_index("area_code")["borough_code"]
    held = selections.figures(chosen).areas
    borough = held["area_code"].map(layer)
    found = stats.suppress(held["numerator"].to_numpy(), threshold, list(borough))
    names = {place.code: place.name for place in registry.places().boroughs}
    small, more = (
        [
            f"{name} ({names[code]})"
            for name, code in zip(held["area_name"][hidden], borough[hidden], strict=False)
        ]
        for hidden in (found.primary, found.secondary)
    )
    return Example(
        setting=f"{maps.describe(chosen)} The census itself may be shown in full; a threshold of "
        f"{threshold} is applied here only as an example, with each borough's total shown.",
        working=(
            f"below {threshold}: {'; '.join(small) or 'none'}",
            f"also withheld, since the borough's total less the others would give it away: "
            f"{'; '.join(more) or 'none'}",
        ),
        finding=f"Of {len(held)} counts {int(found.withheld.sum())} would be withheld: "
        f"{words.count_of(len(small), 'small one', 'small ones')}, and {len(more)} more to protect "
        "what the totals would give away.",
        result=found,
        provenance=maps.provenance(chosen),
    )
