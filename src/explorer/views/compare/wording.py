"""How two measures are spoken of together: 'more deprived and more polluted'."""

from __future__ import annotations

from explorer import registry, stats
from explorer.model import Selection
from explorer.views import selections, words
from explorer.views.words import MINUS

LOW, MIDDLE, HIGH = range(3)
# What areas are by a measure; by any other they are lower or higher on it.
ADJECTIVES = {
    "imd-2025": ("less deprived", "middling in deprivation", "more deprived"),
    "imd-2010": ("less deprived", "middling in deprivation", "more deprived"),
    "pm25": ("less polluted", "middling in pollution", "more polluted"),
    "pm10": ("less polluted", "middling in pollution", "more polluted"),
    "no2": ("less polluted", "middling in pollution", "more polluted"),
    "air-2024": ("less polluted", "middling in pollution", "more polluted"),
}
PROPER = ("Asian", "Black", "Census", "English", "Global", "White")
MORE_OR_LESS = ("lower", "middling", "higher")


def name(selection: Selection) -> str:
    """Name a measure with its group in the middle of a sentence: 'life expectancy (men)'."""
    short = registry.indicator(selection.indicator).short_name
    if short[1:2].islower() and not short.startswith(PROPER):
        short = short[:1].lower() + short[1:]
    group = words.lower_first(selections.group_words(selection))
    return f"{short} ({group})" if group else short


def standing_at(selection: Selection, third: int) -> str:
    """Say in which third an area stands: 'more deprived'; 'higher on overcrowding'."""
    if selection.indicator in ADJECTIVES:
        return ADJECTIVES[selection.indicator][third]
    return f"{MORE_OR_LESS[third]} on {name(selection)}"


def both(first: Selection, second: Selection, thirds: tuple[int, int]) -> str:
    """Write a class of the map: 'More deprived and less polluted'."""
    one, other = standing_at(first, thirds[0]), standing_at(second, thirds[1])
    return words.upper_first(f"{one} and {other}")


def finding(first: Selection, second: Selection, found: stats.Correlation, nouns: str) -> str:
    """Say whether two measures go together, as far as the interval of their correlation allows."""
    if not found.chance_excluded:
        return (
            f"Across {found.pairs} {nouns}, no link between {name(first)} and {name(second)} can "
            "be told from chance"
        )
    third = HIGH if found.rho > 0 else LOW
    if first.indicator in ADJECTIVES:
        subject = f"{words.upper_first(standing_at(first, HIGH))} {nouns}"
    else:
        subject = f"{words.upper_first(nouns)} {standing_at(first, HIGH)}"
    return f"{subject} tend to be {standing_at(second, third)}"


def correlation(found: stats.Correlation, nouns: str) -> str:
    """Say how closely two measures go together, with the interval and the number of areas."""
    return (
        f"Rank correlation (Spearman's rho, from {MINUS}1 to 1): {words.number(found.rho, 2)}, "
        f"95% interval {words.interval(found.lower, found.upper, 2)}, {found.pairs} {nouns}."
    )


def cautions(nouns: str, count: int) -> tuple[str, ...]:
    """Say what a comparison of areas cannot show."""
    return (
        f"{count} {nouns} cannot prove a cause. Two measures may go together because of a third, "
        "and what holds for places need not hold for the people in them.",
        f"Neighbouring {nouns} are alike, so they are fewer separate cases than their number, and "
        "the interval is, if anything, too narrow.",
        "Some measures count one another: an index of deprivation counts illness, crowding and, in "
        "small part, air. Such measures go together by their making.",
        "Who tries many pairs finds links that are none: by chance alone about 1 pair in 20 looks "
        "like one here.",
    )
