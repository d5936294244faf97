"""Is it getting better, which stand out, and do two measures go together? Examples."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from explorer import areas, registry, stats
from explorer.model import Selection
from explorer.views import maps, selections, words
from explorer.views.methods.certainty import COVERAGE, PRACTICES
from explorer.views.methods.entries import Example, boroughs, selection, span, worked
from explorer.views.words import number

TIME = "Is it getting better?"
OUTLIERS = "Which practices stand out?"
TOGETHER = "Do two measures go together?"
YEARLY = "adult-obesity"
POINTS = 5


@worked(
    "recent_trend",
    TIME,
    "Recent trend",
    "Has a figure risen or fallen by more than chance in its last five years?",
    "A line is fitted through the last five figures, the surer ones counting more. There is a "
    "trend only if the line's slope is far beyond chance and hangs on no single year.",
)
def _recent_trend() -> Example:
    chosen, place = selection(YEARLY, "boroughs"), boroughs()[0]
    held = _through_time(chosen, place.code)
    indicator = registry.indicator(chosen.indicator)
    found = stats.recent_trend(
        held["value"].to_numpy(),
        polarity=indicator.polarity.value,
        lower=held["lower_95"].to_numpy(),
        upper=held["upper_95"].to_numpy(),
    )
    return Example(
        setting=f"{indicator.name}, {place.name}, the last five years.",
        working=(
            *(
                f"{row['label']}: {row['value']:.1f} ({row['lower_95']:.1f} to "
                f"{row['upper_95']:.1f}), se = {(row['upper_95'] - row['lower_95']) / 3.92:.2f}"
                for _, row in held.iterrows()
            ),
            f"slope = {found.slope:.2f} a year",
            f"chi-squared = {found.chi_squared:.2f}, to be compared with 9.55",
        ),
        finding=_trend(found, held),
        result=found,
        provenance=maps.provenance(chosen),
    )


@worked(
    "recent_trend_of_proportions",
    TIME,
    "Recent trend of a percentage",
    "Has a percentage risen or fallen by more than chance in its last five years?",
    "The same question for percentages whose counts are known. Where very many people are counted, "
    "even a small change is beyond chance.",
)
def _recent_trend_of_proportions() -> Example:
    chosen, place = selection(COVERAGE, "boroughs", age="25-49"), boroughs()[0]
    held = _through_time(chosen, place.code)
    indicator = registry.indicator(chosen.indicator)
    found = stats.recent_trend_of_proportions(
        held["numerator"].to_numpy(), held["denominator"].to_numpy(), indicator.polarity.value
    )
    return Example(
        setting=f"{indicator.name}, {selections.group_words(chosen)}, {place.name}, the last five "
        "years.",
        working=(
            *(
                f"{row['label']}: {number(row['numerator'])} of {number(row['denominator'])} = "
                f"{row['value']:.1f}%"
                for _, row in held.iterrows()
            ),
            f"slope = {found.slope:.4f} a year, in log odds",
            f"chi-squared = {number(found.chi_squared, 1)}, to be compared with 9.55",
        ),
        finding=_trend(found, held),
        result=found,
        provenance=maps.provenance(chosen),
    )


@worked(
    "independent_periods",
    TIME,
    "Periods that share no year",
    "Which of several overlapping periods may be set against each other?",
    "Figures for five years, published every year, share four years with their neighbours and so "
    "move together. Only periods that share none are compared as if they were separate.",
)
def _independent_periods() -> Example:
    pair = registry.first_pair()
    chosen = selection("life-expectancy", pair.areas[0][0])
    indicator = registry.indicator(chosen.indicator)
    series = indicator.series_for(chosen.area_set, chosen.period)
    held = sorted(series.periods, key=lambda period: period.start)
    found = stats.independent_periods([p.start for p in held], [p.end for p in held])
    kept = [held[place].label for place in found]
    return Example(
        setting=f"{indicator.name}, {series.label}: {len(held)} periods.",
        working=(
            f"all:  {', '.join(period.label for period in held)}",
            f"kept: {', '.join(kept)}",
        ),
        finding=f"Of {len(held)} periods {len(kept)} share no year: {words.in_sentence(kept)}.",
        result=found,
        provenance=maps.provenance(chosen),
    )


@worked(
    "funnel_limits",
    OUTLIERS,
    "Control limits of a funnel plot",
    "How far may a practice stray from the average by chance alone?",
    "The fewer people a practice has, the further its percentage strays by chance. The limits form "
    "a funnel around the average: wide for small practices, narrow for large ones.",
)
def _funnel_limits() -> Example:
    chosen = selection(COVERAGE, PRACTICES, age="25-49")
    held = _counted(chosen)
    average = float(held["numerator"].sum() / held["denominator"].sum())
    small, large = held.iloc[0], held.iloc[-1]
    people = held["denominator"].iloc[[0, -1]].to_numpy()
    inner = stats.funnel_limits(average, people)
    lines = [
        f"{number(n)} people: {average:.4f} -/+ 1.96 * sqrt({average:.4f} * {1 - average:.4f} / "
        f"{number(n)}) = {low:.4f} to {high:.4f}"
        for n, low, high in zip(people, inner.lower, inner.upper, strict=True)
    ]
    widths = [
        words.interval(100 * low, 100 * high, 1, "%") for low, high in zip(*inner, strict=False)
    ]
    return Example(
        setting=f"{maps.describe(chosen)} The smallest and the largest practice.",
        working=(
            f"average = {number(held['numerator'].sum())} / {number(held['denominator'].sum())} = "
            f"{average:.4f}",
            *lines,
        ),
        finding=f"Chance alone would keep 95 in 100 practices as small as {small['area_name']} "
        f"within {widths[0]}, and as large as {large['area_name']} within {widths[1]}.",
        result=inner,
        provenance=maps.provenance(chosen),
    )


@worked(
    "funnel_position",
    OUTLIERS,
    "Place in the funnel",
    "Which practices lie outside what chance would do?",
    "A practice outside the limits differs from the average by more than chance. That is a reason "
    "to ask why, not a verdict on its work.",
)
def _funnel_position() -> Example:
    chosen = selection(COVERAGE, PRACTICES, age="25-49")
    held = _counted(chosen)
    found = stats.funnel_position(held["numerator"].to_numpy(), held["denominator"].to_numpy())
    counts = Counter(map(str, found))
    outside = len(held) - counts["within limits"]
    return Example(
        setting=f"{maps.describe(chosen)} {len(held)} practices with counts.",
        working=tuple(f"{place}: {count}" for place, count in sorted(counts.items())),
        finding=f"{outside} of {len(held)} practices lie outside the 95% limits, where chance "
        f"alone would put about {number(0.05 * len(held))}. So practices differ by more than "
        "chance, for whatever reason.",
        result=found,
        provenance=maps.provenance(chosen),
    )


@worked(
    "spearman",
    TOGETHER,
    "Rank correlation (Spearman)",
    "Do areas that stand high on one measure stand high on another?",
    "1 if both measures put the areas in the same order, -1 in the opposite order, near 0 if there "
    "is no order in common. It says nothing of causes.",
)
def _spearman() -> Example:
    chosen = selection("breast-coverage", "practices-2024")
    scores = registry.extra("practices").set_index("practice_code")["deprivation_score"]
    held = selections.figures(chosen).areas
    held = held.assign(deprivation=held["area_code"].map(scores))
    found = stats.spearman(held["deprivation"].to_numpy(), held["value"].to_numpy())
    centre = f"artanh({found.rho:.3f})"
    reading = "is beyond chance" if found.chance_excluded else "cannot be told from none"
    return Example(
        setting=f"{maps.describe(chosen)} Set against the deprivation score of each practice's "
        f"patients: {found.pairs} practices with both.",
        working=(
            f"rho    = {found.rho:.3f}",
            f"limits = tanh({centre} -/+ 1.96 * sqrt((1 + {found.rho:.3f}^2 / 2) / "
            f"({found.pairs} - 3)))",
            f"       = {found.lower:.3f} to {found.upper:.3f}",
        ),
        finding=f"The correlation is {number(found.rho, 2)} ({span(found.lower, found.upper, 2)}), "
        f"which {reading}.",
        result=found,
        provenance=maps.provenance(chosen),
    )


def _through_time(chosen: Selection, code: str) -> pd.DataFrame:
    """Return an area's last five figures, oldest first, with the label of each period."""
    periods = registry.indicator(chosen.indicator).periods(chosen.area_set)
    held = selections.through_time(chosen)
    own = held[held["area_code"] == code].set_index("period")
    found = own.loc[[period.id for period in periods if period.id in own.index]]
    labels = {period.id: period.label for period in periods}
    return found.assign(label=found.index.map(labels)).tail(POINTS)


def _counted(chosen: Selection) -> pd.DataFrame:
    """Return the boroughs' areas with counts, those of fewest people first."""
    layer = areas.load(chosen.area_set)
    inside = layer.loc[layer["borough_code"] != "", "area_code"]
    held = selections.figures(chosen).areas.dropna(subset=["numerator", "denominator"])
    held = held[held["area_code"].isin(inside)]
    return held.sort_values("denominator", kind="stable", ignore_index=True)


def _trend(found: stats.RecentTrend, held: pd.DataFrame) -> str:
    judgement = f", and so {found.judgement}" if found.judgement else ""
    first, last = (
        f"{words.with_unit(row['value'], 1, '%')} in {row['label']}"
        for _, row in held.iloc[[0, -1]].iterrows()
    )
    return f"From {first} to {last}: {found.direction}{judgement}. {found.reason}"
