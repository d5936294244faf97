"""Public-health statistics: arrays in, frozen dataclasses out, nothing read and nothing drawn.

Proportions lie between 0 and 1. Missing figures (NaN) are carried through where areas are treated
one by one (intervals, benchmark, funnel, suppression) and refused where they are taken together.
What cannot be answered raises `explorer.errors.StatisticsError` with what to do about it.
"""

from explorer.stats.association import Correlation, spearman
from explorer.stats.benchmarks import benchmark
from explorer.stats.comparisons import (
    Comparison,
    difference,
    difference_in_differences,
    proportion_difference,
    ratio,
)
from explorer.stats.disclosure import Suppression, suppress
from explorer.stats.estimates import Estimate, Interval
from explorer.stats.extremes import ExtremeGap, extreme_gap
from explorer.stats.funnel import funnel_limits, funnel_position
from explorer.stats.gradient import SlopeIndex, slope_index
from explorer.stats.inequality import (
    ConcentrationIndex,
    PopulationAttributable,
    between_group_variance,
    concentration_index,
    index_of_disparity,
    mean_log_deviation,
    population_attributable,
    theil_index,
)
from explorer.stats.intervals import byar_interval, wilson_interval
from explorer.stats.life_tables import LifeExpectancy, life_expectancy
from explorer.stats.ranks import RankSpan, rank_span
from explorer.stats.standardisation import (
    EUROPEAN_STANDARD_POPULATION_2013,
    DirectlyStandardisedRate,
    directly_standardised_rate,
)
from explorer.stats.targets import additional_to_reach
from explorer.stats.trend import (
    RecentTrend,
    independent_periods,
    recent_trend,
    recent_trend_of_proportions,
)

__all__ = [
    "EUROPEAN_STANDARD_POPULATION_2013",
    "Comparison",
    "ConcentrationIndex",
    "Correlation",
    "DirectlyStandardisedRate",
    "Estimate",
    "ExtremeGap",
    "Interval",
    "LifeExpectancy",
    "PopulationAttributable",
    "RankSpan",
    "RecentTrend",
    "SlopeIndex",
    "Suppression",
    "additional_to_reach",
    "benchmark",
    "between_group_variance",
    "byar_interval",
    "concentration_index",
    "difference",
    "difference_in_differences",
    "directly_standardised_rate",
    "extreme_gap",
    "funnel_limits",
    "funnel_position",
    "independent_periods",
    "index_of_disparity",
    "life_expectancy",
    "mean_log_deviation",
    "population_attributable",
    "proportion_difference",
    "rank_span",
    "ratio",
    "recent_trend",
    "recent_trend_of_proportions",
    "slope_index",
    "spearman",
    "suppress",
    "theil_index",
    "wilson_interval",
]
