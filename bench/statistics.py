"""Time of a full page's statistics for the wards of two boroughs and for every area of England."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from explorer import stats

FEW, MANY = 36, 35_000
RUNS = 11


def run(runs: int = RUNS) -> dict[str, Any]:
    """Time every statistic of a page for 36 and for 35,000 areas, in turn, in one run.

    Returns
    -------
    dict
        Medians in milliseconds of each statistic and of the whole page for both numbers of areas,
        the ratio of the two pages, and whether that is no worse than linear.
    """
    pages = {areas: _page(areas) for areas in (FEW, MANY)}
    times: dict[int, dict[str, list[float]]] = {
        areas: {name: [] for name in page} for areas, page in pages.items()
    }
    for page in pages.values():
        for statistic in page.values():
            statistic()  # the first call loads libraries
    for _ in range(runs):
        for areas, page in pages.items():
            for name, statistic in page.items():
                start = perf_counter()
                statistic()
                times[areas][name].append(1_000 * (perf_counter() - start))
    totals = {
        areas: median(map(sum, zip(*each.values(), strict=True))) for areas, each in times.items()
    }
    ratio = totals[MANY] / totals[FEW]
    return {
        "runs": runs,
        **{
            f"{areas:,} areas, ms": {
                **{name: round(median(each), 3) for name, each in times[areas].items()},
                "full page": round(totals[areas], 3),
            }
            for areas in pages
        },
        "times as many areas": round(MANY / FEW, 1),
        "times as long": round(ratio, 1),
        "no worse than linear": ratio <= MANY / FEW,
    }


def _page(areas: int) -> dict[str, Callable[[], object]]:
    """Make up areas with a gradient, and the statistics of one page about them."""
    random = np.random.default_rng(areas)
    populations = random.integers(5_000, 15_000, areas)
    errors = random.uniform(0.8, 2.5, areas)
    values = np.linspace(76, 86, areas) + random.normal(0, 1, areas) * errors
    eligible = random.integers(1_000, 5_000, areas)
    screened = random.binomial(eligible, 0.55)
    boroughs = (np.arange(areas) // 18).tolist()
    lower, upper = values - 1.96 * errors, values + 1.96 * errors
    return {
        "slope index with intervals": lambda: stats.slope_index(values, populations, errors),
        "highest less lowest, bootstrap": lambda: stats.extreme_gap(values, errors),
        "concentration index": lambda: stats.concentration_index(values, populations),
        "population attributable": lambda: stats.population_attributable(values, populations),
        "Theil index": lambda: stats.theil_index(values, populations),
        "against the benchmark": lambda: stats.benchmark(lower, upper, 81.0, "high-is-better"),
        "Wilson intervals": lambda: stats.wilson_interval(screened, eligible),
        "Byar intervals": lambda: stats.byar_interval(screened),
        "funnel": lambda: stats.funnel_position(screened, eligible),
        "rank correlation": lambda: stats.spearman(values, screened / eligible),
        "people to reach 80%": lambda: stats.additional_to_reach(screened, eligible, 0.8),
        "small numbers withheld": lambda: stats.suppress(screened, 5, boroughs),
    }
