"""The trend marker: whether a measure has recently risen or fallen, in words with their reason.

The rule is Fingertips': the five latest points, a slope beyond chance, and none of the points
deciding its direction alone. Periods that overlap share figures, so of these only such as share
no day are ever tested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer import registry, stats
from explorer.errors import Problem, SelectionError
from explorer.keeping import kept
from explorer.model import Period, Polarity, Selection
from explorer.stats.trend import CRITICAL, FALLING, POINTS, RISING
from explorer.views import gaps, selections, words

NOT_TESTED = "not tested"
CANNOT = "cannot be tested"
MARKERS = {RISING: "▲", FALLING: "▼"}
NO_CHANGE_MARKER = "■"
NUMBERS = ("no", "one", "two", "three", "four", "five")
COUNTS = ["numerator", "denominator"]
LIMITS = ["lower_95", "upper_95"]


@dataclass(frozen=True)
class Trend:
    """What the trend marker says of one measure in one place.

    Attributes
    ----------
    direction : str
        'increasing', 'decreasing', 'no significant change', 'not tested' (too few periods that do
        not overlap) or 'cannot be tested' (figures or their precision missing).
    judgement : str
        'getting better' or 'getting worse'; '' without a trend, or where neither is better.
    words : str
        The marker as it is shown, symbol first: '▼ Decreasing and getting worse'.
    reason : str
        Why, as a whole sentence.
    periods : tuple of str
        Labels of the periods that share no day, oldest first: those tested, five at most.
    """

    direction: str
    judgement: str
    words: str
    reason: str
    periods: tuple[str, ...]

    @property
    def was_tested(self) -> bool:
        """Whether the rule could be applied, whatever it found."""
        return self.direction not in (NOT_TESTED, CANNOT)


@kept(maxsize=512)
def trend_of(selection: Selection, code: str) -> Trend:
    """Give the trend marker of an area or comparator, within the release that a selection uses.

    Percentages with counts are tested as proportions, other figures by their intervals.

    Parameters
    ----------
    selection : Selection
        Its period names the release; the latest periods of that release are tested.
    code : str
        An area of the selection's set, or a comparator that the release gives.

    Raises
    ------
    SelectionError
        When the release has no figure for that code.
    """
    selection = selections.complete(selection)
    held = selections.through_time(selection)
    own = held[held["area_code"] == code].set_index("period")
    if own.empty:
        raise SelectionError(
            Problem(
                "trend",
                f"no figure for {code}",
                "an area or comparator of this release",
                "Choose another area.",
            )
        )
    indicator = registry.indicator(selection.indicator)
    periods = _periods(selection)
    figures = own.reindex([period.id for period in periods])
    has_counts = indicator.unit == "%" and figures[COUNTS].notna().any(axis=None)
    return _marked(periods, figures, indicator.polarity, COUNTS if has_counts else LIMITS)


@kept(maxsize=512)
def gap_trend(selection: Selection, one: str, other: str) -> Trend:
    """Give the trend marker of the gap between two areas: the higher one now, less the other.

    A gap that shrinks is getting better, unless it changes sides or neither side is the better one.
    """
    selection = selections.complete(selection)
    gap = gaps.through_time(selection, one, other)
    if gap["value"].iloc[-1] < 0:
        turned = {
            "value": -gap["value"],
            "lower_95": -gap["upper_95"],
            "upper_95": -gap["lower_95"],
        }
        gap = gap.assign(**turned)
    changes_sides = bool((gap["value"] < 0).any())
    neutral = registry.indicator(selection.indicator).polarity is Polarity.NEUTRAL
    polarity = Polarity.NEUTRAL if neutral or changes_sides else Polarity.LOW_IS_BETTER
    return _marked(_periods(selection), gap, polarity, LIMITS)


def gap_trend_words(selection: Selection, one: str, other: str) -> str:
    """Say in one sentence whether a gap has a trend, or why it is not tested for one.

    '' where the release has a single period, so that there is no line through time either.
    """
    selection = selections.complete(selection)
    if len(_periods(selection)) < 2:
        return ""
    found = gap_trend(selection, one, other)
    if not found.was_tested:
        return f"The gap is not tested for a trend: {as_clause(found.reason)}"
    return (
        f"Trend of the gap, {found.periods[0]} to {found.periods[-1]}: {found.words}; "
        f"{as_clause(found.reason)}"
    )


def as_clause(sentence: str) -> str:
    """Turn a reason into the end of another sentence."""
    return sentence[:1].lower() + sentence[1:]


def _periods(selection: Selection) -> tuple[Period, ...]:
    """Return the periods of the release that a complete selection uses, oldest first."""
    indicator = registry.indicator(selection.indicator)
    series = indicator.series_for(selection.area_set, selection.period)
    return tuple(sorted(series.periods, key=lambda period: (period.start, period.end)))


def _marked(
    periods: Sequence[Period], figures: pd.DataFrame, polarity: Polarity, precision: list[str]
) -> Trend:
    """Apply the rule to figures, one row a period, by their counts or by their limits."""
    apart = stats.independent_periods([p.start for p in periods], [p.end for p in periods])
    tested = [periods[place] for place in apart[-POINTS:]]
    labels = tuple(period.label for period in tested)
    if len(apart) < POINTS:
        return _too_few(len(periods), labels)
    rows = figures.iloc[list(apart[-POINTS:])]
    without = [label for label, gone in zip(labels, rows["value"].isna(), strict=True) if gone]
    if without:
        return _cannot(f"no figure is given for {words.in_sentence(without)}", labels)
    if rows[precision].isna().any(axis=None):
        return _cannot("counts or intervals are not given for all five periods", labels)
    if not _evenly_spaced(tested):
        return _cannot("the five latest periods do not follow at equal distances", labels)
    return _in_words(_test(rows, polarity, precision), labels)


def _test(rows: pd.DataFrame, polarity: Polarity, precision: list[str]) -> stats.RecentTrend:
    low, high = (rows[name].to_numpy(dtype=float) for name in precision)
    if precision == COUNTS:
        return stats.recent_trend_of_proportions(low, high, polarity.value)
    values = rows["value"].to_numpy(dtype=float)
    return stats.recent_trend(values, polarity=polarity.value, lower=low, upper=high)


def _in_words(found: stats.RecentTrend, labels: tuple[str, ...]) -> Trend:
    if np.isnan(found.chi_squared):
        return _cannot(as_clause(found.reason).removesuffix("."), labels)
    marker = MARKERS.get(found.direction, NO_CHANGE_MARKER)
    judged = f" and {found.judgement}" if found.judgement else ""
    return Trend(
        found.direction,
        found.judgement,
        f"{marker} {words.upper_first(found.direction)}{judged}",
        _why(found, labels),
        labels,
    )


def _why(found: stats.RecentTrend, labels: tuple[str, ...]) -> str:
    """Say what decided; where a single point did, which."""
    if found.direction in MARKERS:
        return "The slope is more than chance, and no single period decides its direction."
    if found.chi_squared <= CRITICAL:
        return "The slope can be put down to chance."
    turning = [
        label
        for label, slope in zip(labels, found.leave_one_out, strict=True)
        if np.sign(slope) != np.sign(found.slope)
    ]
    way = "rise" if found.slope < 0 else "fall"
    return (
        "The slope is more than chance but hangs on a single point: without "
        f"{' or without '.join(turning)} it would {way} instead."
    )


def _too_few(held: int, apart: tuple[str, ...]) -> Trend:
    count, named = NUMBERS[len(apart)], words.in_sentence(apart)
    noun, does = ("period", "does") if len(apart) == 1 else ("periods", "do")
    if held > len(apart):
        these = f"these {held} leave only {count}"
    else:
        these = f"only {count} {'is' if len(apart) == 1 else 'are'} held"
    return Trend(
        NOT_TESTED,
        "",
        f"Not tested: only {count} {noun} that {does} not overlap",
        f"The rule needs {NUMBERS[POINTS]} periods that do not overlap; {these}: {named}.",
        apart,
    )


def _cannot(why: str, labels: tuple[str, ...]) -> Trend:
    text = f"{words.upper_first(CANNOT)}: {why}"
    return Trend(CANNOT, "", text, f"{words.upper_first(why)}.", labels)


def _evenly_spaced(periods: Sequence[Period]) -> bool:
    months = [12 * period.start.year + period.start.month for period in periods]
    return len(set(np.diff(months))) == 1
