"""How unequal is it? Examples of the gradient, of disproportion, of impact and of spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from explorer import areas, registry, stats
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import maps, selections, words
from explorer.views.base import Provenance
from explorer.views.gradient import measures, slope
from explorer.views.methods.entries import Example, selection, worked
from explorer.views.words import number

GRADIENT = "How unequal is it from the most to the least deprived?"
SPREAD = "How unequal is it between areas, whatever their order?"


@dataclass(frozen=True, eq=False)
class _Wards:
    """Wards in order of deprivation: their percentages and the people these are taken of."""

    chosen: Selection
    frame: pd.DataFrame

    @property
    def values(self) -> NDArray[np.float64]:
        return self.frame["value"].to_numpy(dtype=float)

    @property
    def people(self) -> NDArray[np.float64]:
        return self.frame["denominator"].to_numpy(dtype=float)

    @property
    def average(self) -> float:
        return float(self.frame["numerator"].sum() / self.frame["denominator"].sum() * 100)

    @property
    def provenance(self) -> Provenance:
        return maps.provenance(self.chosen)

    def setting(self) -> str:
        """Say whose figures these are, with the lowest and the highest."""
        ordered = self.frame.sort_values("value", kind="stable")
        return (
            f"{maps.describe(self.chosen)} {len(ordered)} wards, from {_ward(ordered.iloc[0])} to "
            f"{_ward(ordered.iloc[-1])}. All together: {number(self.average, 1)}%."
        )


@kept
def _wards() -> _Wards:
    """Return overcrowding by ward, most deprived ward first."""
    chosen = selection("overcrowding", areas.current("ward"))
    scores = selections.figures(selection("imd-2025", chosen.area_set)).areas
    held = selections.figures(chosen).areas.merge(
        scores[["area_code", "value"]].rename(columns={"value": "deprivation"}), on="area_code"
    )
    ordered = held.sort_values("deprivation", ascending=False, kind="stable", ignore_index=True)
    return _Wards(chosen, ordered)


@worked(
    "slope_index",
    GRADIENT,
    "Slope and relative index of inequality (SII, RII)",
    "How much does a measure change from the most to the least deprived?",
    "Areas are put in order of deprivation and a straight line is fitted through them. The SII is "
    "how far the line's two ends lie apart; the RII is how many times one end is the other.",
)
def _slope_index() -> Example:
    chosen = selections.complete(measures.first())
    found, indicator = slope.gradient(chosen), registry.indicator(chosen.indicator)
    fit, ends = found.slope, found.points.iloc[[0, -1]]
    spans = [fit.sii_interval, fit.rii_interval]
    within = [f" ({number(i.lower, 2)} to {number(i.upper, 2)})" if i else "" for i in spans]
    first, last = (
        f"x = {x:.3f}, y = {y:.{indicator.decimals}f}"
        for x, y in zip(ends["rank"], ends["value"], strict=True)
    )
    return Example(
        setting=f"{maps.describe(chosen)} {found.areas} wards, most deprived first.",
        working=(
            f"first: {ends['label'].iloc[0]}, {first}",
            f"last:  {ends['label'].iloc[1]}, {last}",
            f"line:  y = {fit.most_deprived:.2f} + {fit.sii:.2f} * x",
            f"SII =  {fit.sii:.2f}{within[0]}",
            f"RII =  ({fit.most_deprived:.2f} + {fit.sii:.2f}) / {fit.most_deprived:.2f} = "
            f"{fit.rii:.3f}{within[1]}",
        ),
        finding=slope.sentence(chosen),
        result=fit,
        provenance=maps.provenance(chosen),
    )


@worked(
    "concentration_index",
    GRADIENT,
    "Concentration index",
    "Is it concentrated among the more or the less deprived?",
    "Nought if every area has the same, below nought if the more deprived areas have more of it, "
    "above nought if the less deprived have.",
)
def _concentration_index() -> Example:
    held = _wards()
    found = stats.concentration_index(held.values, held.people)
    who = "more" if found.absolute < 0 else "less"
    return Example(
        setting=f"{held.setting()} The most deprived is {_ward(held.frame.iloc[0])}, the least "
        f"deprived {_ward(held.frame.iloc[-1])}.",
        working=(
            f"absolute = sum of p_i * (2 * x_i - 1) * y_i = {found.absolute:.2f}",
            f"relative = {found.absolute:.2f} / {held.average:.2f} = {found.relative:.3f}",
        ),
        finding=f"Overcrowding is concentrated among the {who} deprived wards: "
        f"{number(found.absolute, 1)} percentage points, {number(found.relative, 2)} of the "
        "average. No interval is given.",
        result=found,
        provenance=held.provenance,
    )


@worked(
    "population_attributable",
    SPREAD,
    "Population attributable risk and fraction (PAR, PAF)",
    "What would change if every area did as well as the best?",
    "The average is set against the best area's figure, and the difference is counted in people. "
    "It is what could be gained at most, not a forecast.",
)
def _population_attributable() -> Example:
    held = _wards()
    polarity = registry.indicator(held.chosen.indicator).polarity.value
    found = stats.population_attributable(held.values, held.people, polarity)
    best = held.frame.iloc[found.reference]
    return Example(
        setting=held.setting(),
        working=(
            f"PAR    = {best['value']:.2f} - {found.average:.2f} = {found.par:.2f}",
            f"PAF    = 100 * {found.par:.2f} / {found.average:.2f} = {found.paf:.1f}",
            f"people = {abs(found.par):.2f} / 100 * {number(held.people.sum())} = "
            f"{number(found.people)}",
        ),
        finding=f"If every ward had the figure of {best['area_name']}, "
        f"{number(found.people)} fewer households would be overcrowded, "
        f"{number(abs(found.paf))}% of those that are.",
        result=found,
        provenance=held.provenance,
    )


@worked(
    "between_group_variance",
    SPREAD,
    "Between-group variance",
    "How widely do areas spread about their average?",
    "Every area's distance from the average, squared, so that areas far away count most. Its root "
    "is a typical distance.",
)
def _between_group_variance() -> Example:
    held = _wards()
    found = stats.between_group_variance(held.values, held.people)
    return Example(
        setting=held.setting(),
        working=(
            f"variance = sum of p_i * (y_i - {held.average:.2f})^2 = {found:.2f}",
            f"its root = {found**0.5:.2f}",
        ),
        finding=f"A ward typically lies {number(found**0.5, 1)} percentage points from the "
        "average.",
        result=found,
        provenance=held.provenance,
    )


@worked(
    "theil_index",
    SPREAD,
    "Theil index",
    "How unequally is it shared out, with most weight on high figures?",
    "Nought if every area has the same. It has no unit; use it to set one measure or one year "
    "against another.",
)
def _theil_index() -> Example:
    held = _wards()
    found = stats.theil_index(held.values, held.people)
    average = f"{held.average:.2f}"
    return Example(
        setting=held.setting(),
        working=(f"T = sum of p_i * (y_i / {average}) * ln(y_i / {average}) = {found:.4f}",),
        finding=f"The index is {found:.3f}; nought would mean the same share in every ward.",
        result=found,
        provenance=held.provenance,
    )


@worked(
    "mean_log_deviation",
    SPREAD,
    "Mean log deviation",
    "How unequally is it shared out, with most weight on low figures?",
    "Nought if every area has the same. It has no unit; use it to set one measure or one year "
    "against another.",
)
def _mean_log_deviation() -> Example:
    held = _wards()
    found = stats.mean_log_deviation(held.values, held.people)
    return Example(
        setting=held.setting(),
        working=(f"MLD = sum of p_i * ln({held.average:.2f} / y_i) = {found:.4f}",),
        finding=f"The deviation is {found:.3f}; nought would mean the same share in every ward.",
        result=found,
        provenance=held.provenance,
    )


@worked(
    "index_of_disparity",
    SPREAD,
    "Index of disparity",
    "How far do areas lie from the average, on average?",
    "The mean distance of the areas from the average, in per cent of the average.",
)
def _index_of_disparity() -> Example:
    held = _wards()
    found = stats.index_of_disparity(held.values, held.people)
    weighted = stats.index_of_disparity(held.values, held.people, weighted=True)
    average, n = f"{held.average:.2f}", len(held.frame)
    return Example(
        setting=held.setting(),
        working=(
            f"published = 100 * (sum of abs(y_i - {average}) / {n}) / {average} = {found:.1f}",
            f"weighted  = 100 * (sum of p_i * abs(y_i - {average})) / {average} = {weighted:.1f}",
        ),
        finding=f"Wards lie on average {number(found)}% above or below the average.",
        result=found,
        provenance=held.provenance,
    )


def _ward(of: pd.Series) -> str:
    return f"{of['area_name']} {words.with_unit(float(of['value']), 1, '%')}"
