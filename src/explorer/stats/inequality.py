"""Inequality between groups in one number: disproportion, variance, entropy and impact."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import xlogy

from explorer.stats._checks import FloatArray, Vector, fail, one_of, rising, shares, vector

BEST = {"high-is-better": max, "low-is-better": min}


@dataclass(frozen=True)
class ConcentrationIndex:
    """How far an indicator is concentrated at one end of the order of deprivation.

    Attributes
    ----------
    absolute : float
        In the unit of the values; 0 is no inequality, above 0 the least deprived have more.
    relative : float
        The absolute index divided by the average: between -1 and 1, no unit. NaN where the
        average is not above 0.
    """

    absolute: float
    relative: float


def concentration_index(
    values: Vector, populations: Vector, *, quantiles: Vector | None = None
) -> ConcentrationIndex:
    """Give the absolute and relative concentration index of groups in order of deprivation.

    Parameters
    ----------
    values : array of shape (groups,)
        One value a group, MOST DEPRIVED FIRST, two groups or more.
    populations : array of shape (groups,)
        People in each group, above 0, in the same order.
    quantiles : array of shape (groups,), optional
        What the groups were ordered by; only checked: it must rise from each group to the next.

    Returns
    -------
    ConcentrationIndex
        `.absolute` in the unit of the values and `.relative` without unit.

    Raises
    ------
    StatisticsError
        When there is one group, a figure is missing or infinite, a population is 0 or below, the
        lengths differ, or `quantiles` is not sorted.

    Notes
    -----
    With p_i the share of the population, x_i the middle of the group's share counted from the
    most deprived, and mu the weighted average::

        absolute = sum of p_i * (2 * x_i - 1) * y_i
        relative = absolute / mu

    Limits: no interval is given; the relative index of a percentage depends on whether one counts
    those who have or those who lack.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR (2022). International Journal of Environmental Research and
    Public Health 19: 3697.
    """
    y, weights = _groups(values, populations)
    if quantiles is not None:
        rising("quantiles", quantiles, y.size)
    ranks = np.cumsum(weights) - weights / 2
    absolute = float((weights * (2 * ranks - 1)) @ y)
    average = float(weights @ y)
    return ConcentrationIndex(absolute, absolute / average if average > 0 else math.nan)


@dataclass(frozen=True)
class PopulationAttributable:
    """What would change if every group had the value of the reference group.

    Attributes
    ----------
    par : float
        Population attributable risk, in the unit of the values: reference less average.
    paf : float
        Population attributable fraction, in PER CENT of the average. NaN where the average is not
        above 0.
    average : float
        Population-weighted average of the groups.
    reference : int
        Place of the reference group among the groups, counted from 0.
    people : float
        The risk turned into people: abs(par) / per * total population.
    """

    par: float
    paf: float
    average: float
    reference: int
    people: float


def population_attributable(
    values: Vector,
    populations: Vector,
    polarity: str = "high-is-better",
    *,
    reference: int | None = None,
    per: float = 100.0,
) -> PopulationAttributable:
    """Give what would change if every group had the best group's value.

    Parameters
    ----------
    values : array of shape (groups,)
        One value a group, any order, two groups or more.
    populations : array of shape (groups,)
        People in each group, above 0, in the same order.
    polarity : {'high-is-better', 'low-is-better'}
        Which direction is better.
    reference : int, optional
        Place of another reference group, counted from 0, such as the least deprived.
    per : float
        How many people a value refers to: 100 for percentages, 100,000 for such rates, 1 for
        proportions. Used only for `.people`.

    Returns
    -------
    PopulationAttributable
        `.par` in the unit of the values and `.paf` in per cent: above 0 for a gain where high is
        better, below 0 for a fall where low is better, 0 where the reference is no better than the
        average; and `.people`.

    Raises
    ------
    StatisticsError
        When there is one group, a figure is missing or infinite, a population or `per` is 0 or
        below, the lengths differ, the polarity is not one of the two, or the reference is not a
        group.

    Notes
    -----
    With mu the population-weighted average and y_ref the reference value::

        PAR    = y_ref - mu
        PAF    = 100 * PAR / mu
        people = abs(PAR) / per * total population

    Limits: the best of many small groups is partly luck, so the result is an upper bound of what
    could be gained; `.people` has no meaning for life expectancy and other measures that do not
    count people.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR (2022). International Journal of Environmental Research and
    Public Health 19: 3697.
    """
    one_of("polarity", polarity, tuple(BEST))
    y, weights = _groups(values, populations)
    if not per > 0:
        fail("per", f"{per:g}", "more than 0", "Say how many people a value refers to.")
    if reference is None:
        place = int(y.argmax() if polarity == "high-is-better" else y.argmin())
    elif 0 <= reference < y.size:
        place = reference
    else:
        fail("reference", f"{reference}", f"0 to {y.size - 1}", "Choose one of the groups.")
    average = float(weights @ y)
    # a reference worse than the average leaves nothing to gain
    par = float(BEST[polarity](0.0, float(y[place]) - average))
    return PopulationAttributable(
        par=par,
        paf=100 * par / average if average > 0 else math.nan,
        average=average,
        reference=place,
        people=abs(par) / per * float(np.sum(populations)),
    )


def between_group_variance(values: Vector, populations: Vector) -> float:
    """Give the variance between groups, weighted by their populations.

    Parameters
    ----------
    values : array of shape (groups,)
        One value a group, any order, two groups or more.
    populations : array of shape (groups,)
        People in each group, above 0, in the same order.

    Returns
    -------
    float
        In the square of the unit of the values; 0 is no inequality.

    Raises
    ------
    StatisticsError
        When there is one group, a figure is missing or infinite, a population is 0 or below, or
        the lengths differ.

    Notes
    -----
    With p_i the share of the population and mu the weighted average::

        variance = sum of p_i * (y_i - mu)^2

    Limits: small groups differ by chance, which adds to it.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR (2022). International Journal of Environmental Research and
    Public Health 19: 3697.
    """
    y, weights = _groups(values, populations)
    return float(weights @ (y - weights @ y) ** 2)


def theil_index(values: Vector, populations: Vector) -> float:
    """Give the Theil index of groups, weighted by their populations.

    Parameters
    ----------
    values : array of shape (groups,)
        One value a group, 0 or more and not all 0, any order, two groups or more.
    populations : array of shape (groups,)
        People in each group, above 0, in the same order.

    Returns
    -------
    float
        No unit; 0 is no inequality. Some publications print it times 1,000.

    Raises
    ------
    StatisticsError
        When there is one group, a figure is missing or infinite, a value is negative, all values
        are 0, a population is 0 or below, or the lengths differ.

    Notes
    -----
    With p_i the share of the population and mu the weighted average::

        T = sum of p_i * (y_i / mu) * ln(y_i / mu)

    A value of 0 adds nothing.

    Limits: hard to explain in words; most sensitive to groups with high values.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR (2022). International Journal of Environmental Research and
    Public Health 19: 3697.
    """
    y, weights = _groups(values, populations, minimum=0)
    relative = y / _average(y, weights)
    return float(weights @ xlogy(relative, relative))


def mean_log_deviation(values: Vector, populations: Vector) -> float:
    """Give the mean log deviation of groups, weighted by their populations.

    Parameters
    ----------
    values : array of shape (groups,)
        One value a group, above 0, any order, two groups or more.
    populations : array of shape (groups,)
        People in each group, above 0, in the same order.

    Returns
    -------
    float
        No unit; 0 is no inequality. Some publications print it times 1,000.

    Raises
    ------
    StatisticsError
        When there is one group, a figure is missing or infinite, a value is 0 or below, a
        population is 0 or below, or the lengths differ.

    Notes
    -----
    With p_i the share of the population and mu the weighted average::

        MLD = sum of p_i * ln(mu / y_i)

    Limits: hard to explain in words; most sensitive to groups with low values.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR (2022). International Journal of Environmental Research and
    Public Health 19: 3697.
    """
    y, weights = _groups(values, populations, above=0)
    return float(weights @ np.log(_average(y, weights) / y))


def index_of_disparity(values: Vector, populations: Vector, *, weighted: bool = False) -> float:
    """Give the average distance of the groups from the overall average, in per cent of it.

    Parameters
    ----------
    values : array of shape (groups,)
        One value a group, 0 or more and not all 0, any order, two groups or more.
    populations : array of shape (groups,)
        People in each group, above 0, in the same order.
    weighted : bool
        Count groups by their populations; otherwise, as published, every group alike.

    Returns
    -------
    float
        In per cent; 0 is no inequality.

    Raises
    ------
    StatisticsError
        When there is one group, a figure is missing or infinite, a value is negative, all values
        are 0, a population is 0 or below, or the lengths differ.

    Notes
    -----
    With n groups, p_i the share of the population and mu the population-weighted average::

        published = 100 * (sum of abs(y_i - mu) / n) / mu
        weighted  = 100 * (sum of p_i * abs(y_i - mu)) / mu

    Limits: small groups differ by chance, which adds to it.

    References
    ----------
    Pearcy JN, Keppel KG (2002). Public Health Reports 117: 273-280.
    """
    y, weights = _groups(values, populations, minimum=0)
    average = _average(y, weights)
    distances = np.abs(y - average)
    return float(100 * (weights @ distances if weighted else distances.mean()) / average)


def _groups(
    values: Vector, populations: Vector, minimum: float | None = None, above: float | None = None
) -> tuple[FloatArray, FloatArray]:
    """Read the values of the groups and their shares of the population."""
    y = vector("values", values, at_least=2, minimum=minimum, above=above)
    return y, shares("populations", populations, y.size)


def _average(y: FloatArray, weights: FloatArray) -> float:
    average = float(weights @ y)
    if average <= 0:
        fail("values", "an average of 0", "an average above 0", "Use an absolute measure instead.")
    return average
