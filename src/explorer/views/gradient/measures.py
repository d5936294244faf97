"""The measures whose gradient is shown, and the words in which each is spoken of."""

from __future__ import annotations

from dataclasses import dataclass

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Indicator, Selection
from explorer.views import selections, words

PAGE = "gradient"
LIFE_EXPECTANCY = "life-expectancy"
WARD = "ward"
NEIGHBOURHOODS = "msoa-2021"
SMALL_AREAS = "lsoa-2021"

INGREDIENT = (
    "The deprivation index counts this very measure among its ingredients. Areas are called "
    "deprived partly because of it, so part of this gradient is there by construction."
)
EARLY_DEATHS = (
    "The deprivation index counts early deaths among its ingredients, so a part of this gradient "
    "is there by construction."
)
OUTDOOR_AIR = (
    "The deprivation index counts outdoor air among its ingredients, so areas with worse air are "
    "called a little more deprived because of it."
)
NO_INGREDIENT = "Ethnic group is not an ingredient of the deprivation index."

EVERYBODY_COUNTED = (
    "No interval belongs to them: the census counts residents instead of asking a sample of them."
)
NOT_PUBLISHED = (
    "No interval is given: the areas' figures are published without any, and how far they lie from "
    "a straight line is not a measure of chance."
)
MODELLED = (
    "No interval is given: the levels are modelled, and the model comes without any. How far the "
    "areas lie from a straight line is not a measure of chance."
)


@dataclass(frozen=True)
class Measure:
    """A measure on the areas across which its gradient is read.

    Attributes
    ----------
    label : str
        What the list of measures calls it.
    subject : str
        What rises or falls, in a sentence: 'a rise of 10.4 years in life expectancy'.
    indicator, area_set : str
        The latest period held on the area set is shown.
    circular : str
        What the deprivation index has to do with the measure.
    without_interval : str
        Why there is no interval; '' where the areas' figures have theirs.
    has_ratio : bool
        Whether the measure has a true zero, without which one figure is not so many times another.
    """

    label: str
    subject: str
    indicator: str
    area_set: str
    circular: str
    without_interval: str = NOT_PUBLISHED
    has_ratio: bool = True

    @property
    def id(self) -> str:
        return f"{self.indicator} {self.area_set}"


@kept
def wards() -> str:
    """Return the id of the wards for which life expectancy is held."""
    held = registry.indicator(LIFE_EXPECTANCY).area_sets
    return next(name for name in held if areas.area_set(name).level == WARD)


def first() -> Selection:
    """Return what is shown first: life expectancy across the wards."""
    return Selection(LIFE_EXPECTANCY, wards())


@kept
def every() -> tuple[Measure, ...]:
    """Return the measures, life expectancy first."""
    return (
        Measure(
            "Life expectancy, wards", "life expectancy", LIFE_EXPECTANCY, wards(), EARLY_DEATHS, ""
        ),
        Measure(
            "Life expectancy, neighbourhoods",
            "life expectancy",
            LIFE_EXPECTANCY,
            NEIGHBOURHOODS,
            EARLY_DEATHS,
        ),
        Measure(
            "Deaths under 75",
            "the index of deaths under 75",
            "mortality-all-causes-under-75",
            NEIGHBOURHOODS,
            EARLY_DEATHS,
        ),
        Measure(
            "Years lost to early death",
            "the rate of years of life lost to early death",
            "imd-2025-years-of-life-lost",
            SMALL_AREAS,
            INGREDIENT,
        ),
        Measure(
            "Mood and anxiety disorders",
            "the score of mood and anxiety disorders",
            "imd-2025-mood-and-anxiety",
            SMALL_AREAS,
            INGREDIENT,
            has_ratio=False,
        ),
        Measure(
            "Overcrowded homes",
            "the share of overcrowded households",
            "imd-2025-overcrowding",
            SMALL_AREAS,
            INGREDIENT,
        ),
        Measure(
            "Fine particles (PM2.5)",
            "fine particles (PM2.5)",
            "pm25",
            SMALL_AREAS,
            OUTDOOR_AIR,
            MODELLED,
        ),
        Measure(
            "Global Majority share",
            "the Global Majority share of residents",
            "global-majority",
            SMALL_AREAS,
            NO_INGREDIENT,
            EVERYBODY_COUNTED,
        ),
    )


def choices() -> dict[str, str]:
    """Return the measures that can be chosen, with their labels."""
    return {measure.id: measure.label for measure in every()}


def measure_of(selection: Selection) -> Measure:
    """Return the measure that a selection shows; the first where it shows none of them."""
    for measure in every():
        if (measure.indicator, measure.area_set) == (selection.indicator, selection.area_set):
            return measure
    return every()[0]


def selection_of(choice: str) -> Selection:
    """Return the selection that a choice stands for, of the latest period and the first group."""
    measure = next(measure for measure in every() if measure.id == choice)
    return selections.complete(Selection(measure.indicator, measure.area_set))


def nouns(area_set: str) -> tuple[str, str]:
    """Return what one area of a set and several are called here: 'ward', 'wards'."""
    held = areas.area_set(area_set)
    return ("small area", "small areas") if held.level == "lsoa" else (held.noun, held.nouns)


def level(indicator: Indicator, value: float) -> str:
    """Write a figure with its unit: '77.6 years', '18.3%', '122'."""
    return words.with_unit(
        value, indicator.decimals, "" if _is_index(indicator) else _unit(indicator)
    )


def base(indicator: Indicator) -> str:
    """Say what an index number stands against: ', where England = 100'; '' for other units."""
    return f", where {indicator.unit.partition(', ')[2]}" if _is_index(indicator) else ""


def apart(indicator: Indicator, value: float) -> str:
    """Write how far two figures lie apart: '10.4 years', '33.7 percentage points'."""
    return words.with_unit(abs(value), decimals(indicator, value), difference_unit(indicator))


def difference_unit(indicator: Indicator) -> str:
    """Return the unit of a difference; scores and index numbers differ by points."""
    if _is_index(indicator) or not _unit(indicator):
        return "points"
    return words.difference_unit(indicator.unit)


def decimals(indicator: Indicator, value: float) -> int:
    """Return the decimals to write a difference with: one more where it would be written as 0."""
    return indicator.decimals + (round(abs(value), indicator.decimals) == 0)


def _is_index(indicator: Indicator) -> bool:
    return indicator.unit.startswith("index")


def _unit(indicator: Indicator) -> str:
    return "" if indicator.unit == "score" else indicator.unit
