"""The themes of a story, and what a report of one theme has beyond the story's chapter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from explorer import areas, neighbourhoods, registry
from explorer.errors import Problem, SelectionError
from explorer.model import Selection
from explorer.views import global_majority, life_expectancy, releases, tables
from explorer.views.air_quality import levels
from explorer.views.base import TableView
from explorer.views.cancer_screening import practices, programmes, recent
from explorer.views.document import Section
from explorer.views.neighbourhood import people
from explorer.views.story import chapters
from explorer.views.story.places import Told, own

OLDER = "50-64"
THROUGH_TIME = "Through time"


@dataclass(frozen=True)
class Theme:
    """A theme of the story; the keys of `THEMES` are the registry's.

    Attributes
    ----------
    title : str
    chapter : callable
        Tells it in a sentence, a picture and a map.
    needs : tuple of str
        Indicators without which it cannot be told.
    further : callable
        What a report of it alone has besides.
    """

    title: str
    chapter: Callable[[Told], Section]
    needs: tuple[str, ...]
    further: Callable[[Told], tuple[Section, ...]]


def held() -> dict[str, Theme]:
    """Return the themes that can be told from the indicators held, in the story's order."""
    known = registry.indicators()
    return {key: theme for key, theme in THEMES.items() if set(theme.needs) <= set(known)}


def find(text: str) -> str:
    """Return the key of a theme given by key or title.

    Raises
    ------
    SelectionError
        When there is no such theme.
    """
    for key, theme in held().items():
        if text.casefold() in (key, theme.title.casefold()):
            return key
    raise SelectionError(
        Problem("theme", f"'{text}'", f"one of {', '.join(held())}", "Choose one of these.")
    )


def _population(told: Told) -> tuple[Section, ...]:
    return (_every_area(told, Selection("population", neighbourhoods.area_set())),)


def _lives(told: Told) -> tuple[Section, ...]:
    trends = [life_expectancy.borough_trend(sex) for sex in (chapters.MEN, chapters.WOMEN)]
    return (
        chapters.lives(told, chapters.WOMEN),
        Section(
            THROUGH_TIME,
            tuple(f"{trend.text_alternative}." for trend in trends),
            charts=tuple(trends),
        ),
        Section(
            "What is stated, and what each release gives",
            releases.why_they_differ(),
            charts=releases.charts(chapters.MEN),
            tables=releases.tables(chapters.MEN),
        ),
    )


def _who(told: Told) -> tuple[Section, ...]:
    return (
        Section("The census's 19 groups", (), tables=(global_majority.detailed(),)),
        _every_area(told, Selection(global_majority.INDICATOR, global_majority.wards())),
    )


def _air(told: Told) -> tuple[Section, ...]:
    first, *others = levels.POLLUTANTS
    return (
        *(chapters.air(told, pollutant) for pollutant in others),
        _every_area(told, levels.selection_of(first)),
    )


def _screening(told: Told) -> tuple[Section, ...]:
    programme = Selection(programmes.MAIN, by=(("age", chapters.YOUNGER),))
    trend = recent.passage(programme)
    periods = practices.periods(programme)
    at_practices = [practices.selection_of(programme, period) for period in list(periods)[:1]]
    return (
        chapters.screening(told, OLDER),
        *((Section(trend.title, (), tables=trend.tables, notes=trend.notes),) if trend else ()),
        *(
            Section("Every GP practice", (), tables=(practices.table_view(selection),))
            for selection in at_practices
        ),
    )


def _deprivation(told: Told) -> tuple[Section, ...]:
    return (_every_area(told, Selection(people.SCORE.indicator, neighbourhoods.area_set())),)


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "population": Theme(
            "Population", chapters.population, ("population", "age-group"), _population
        ),
        "life-expectancy": Theme(
            "Life expectancy", chapters.lives, (life_expectancy.INDICATOR,), _lives
        ),
        "global-majority": Theme(
            "Global Majority",
            chapters.who,
            (global_majority.INDICATOR, global_majority.BROAD),
            _who,
        ),
        "air-quality": Theme("Air quality", chapters.air, levels.POLLUTANTS, _air),
        "cancer-screening": Theme(
            "Cancer screening", chapters.screening, (programmes.MAIN,), _screening
        ),
        "deprivation": Theme(
            "Deprivation",
            chapters.deprivation,
            (people.SCORE.indicator, people.DECILE.indicator),
            _deprivation,
        ),
    }
)


def _every_area(told: Told, selection: Selection) -> Section:
    """Set out the figure of every area told of, and what it stands beside."""
    table = tables.table_view(selection)
    noun = areas.area_set(selection.area_set).noun
    return Section(f"Every {noun}", (), tables=(_own_rows(told, selection, table),))


def _own_rows(told: Told, selection: Selection, table: TableView) -> TableView:
    others = set(areas.codes(selection.area_set)) - set(own(told, selection.area_set))
    kept = ~table.frame["area_code"].isin(others)
    return replace(table, frame=table.frame[kept].reset_index(drop=True))
