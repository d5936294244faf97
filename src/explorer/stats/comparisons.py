"""Two estimates compared: how far apart, how sure, and whether chance alone would do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.stats._checks import confidence_level, fail, numbers
from explorer.stats.estimates import Estimate


@dataclass(frozen=True)
class Comparison:
    """A difference or a ratio with its interval.

    Attributes
    ----------
    value : float
        The difference (in the unit of the estimates) or the ratio (no unit).
    lower, upper : float
        Its confidence limits.
    no_difference : float
        The value that would mean no difference: 0 for a difference, 1 for a ratio.
    confidence : float
        Such as 0.95.
    """

    value: float
    lower: float
    upper: float
    no_difference: float = 0.0
    confidence: float = 0.95

    @property
    def chance_excluded(self) -> bool:
        """Whether the interval leaves out the value that would mean no difference."""
        return not self.lower <= self.no_difference <= self.upper


def difference(a: Estimate, b: Estimate, confidence: float = 0.95) -> Comparison:
    """Give the difference a - b of two independent estimates with its interval.

    Parameters
    ----------
    a, b : Estimate
        Two values of the same unit, period and method, from different people.
    confidence : float
        0.95 by default. Limits given at another confidence are scaled to it.

    Returns
    -------
    Comparison
        `.value` (a minus b), `.lower`, `.upper` in the unit of the estimates, and
        `.chance_excluded`: whether the interval leaves out 0.

    Raises
    ------
    StatisticsError
        When the confidence is not between 0 and 1. `Estimate` refuses values without precision.

    Notes
    -----
    With limits (l, u) of each estimate::

        lower = (a - b) - sqrt((a - l_a)^2 + (u_b - b)^2)
        upper = (a - b) + sqrt((u_a - a)^2 + (b - l_b)^2)

    With symmetric limits or standard errors this is (a - b) -/+ z * sqrt(se_a^2 + se_b^2). It is
    narrower than asking whether two intervals overlap, and is the right question.

    Limits: the two must be independent (not overlapping periods or one area inside the other), and
    chosen before looking; for the highest against the lowest use `extreme_gap`.

    References
    ----------
    Zou GY, Donner A (2008). Statistics in Medicine 27: 1693-1702.
    Altman DG, Bland JM (2003). British Medical Journal 326: 219.
    """
    (a_lower, a_upper), (b_lower, b_upper) = a.limits(confidence), b.limits(confidence)
    value = float(a.value - b.value)
    return Comparison(
        value=value,
        lower=value - float(np.hypot(a.value - a_lower, b_upper - b.value)),
        upper=value + float(np.hypot(a_upper - a.value, b.value - b_lower)),
        no_difference=0.0,
        confidence=confidence,
    )


def ratio(a: Estimate, b: Estimate, confidence: float = 0.95) -> Comparison:
    """Give the ratio a / b of two independent estimates with its interval.

    Parameters
    ----------
    a, b : Estimate
        Two values above 0 of the same unit, period and method, from different people. Their lower
        limits must be above 0 as well, unless standard errors are given.
    confidence : float
        0.95 by default. Limits given at another confidence are scaled to it.

    Returns
    -------
    Comparison
        `.value` (a divided by b, no unit), `.lower`, `.upper`, and `.chance_excluded`: whether
        the interval leaves out 1.

    Raises
    ------
    StatisticsError
        When a value, or a limit that is used, is 0 or below.

    Notes
    -----
    The difference of the logarithms, taken back: with limits (l, u) of each logarithm::

        lower = exp(ln(a / b) - sqrt((ln a - l_a)^2 + (u_b - ln b)^2))
        upper = exp(ln(a / b) + sqrt((u_a - ln a)^2 + (ln b - l_b)^2))

    From a standard error, that of the logarithm is se / value.

    Limits: a ratio hides the size of what is compared; give the difference too.

    References
    ----------
    Zou GY, Donner A (2008). Statistics in Medicine 27: 1693-1702.
    Altman DG, Bland JM (2003). British Medical Journal 326: 219.
    """
    (a_lower, a_upper), (b_lower, b_upper) = a.log_limits(confidence), b.log_limits(confidence)
    a_log, b_log = float(np.log(a.value)), float(np.log(b.value))
    centre = a_log - b_log
    return Comparison(
        value=float(a.value / b.value),
        lower=float(np.exp(centre - np.hypot(a_log - a_lower, b_upper - b_log))),
        upper=float(np.exp(centre + np.hypot(a_upper - a_log, b_log - b_lower))),
        no_difference=1.0,
        confidence=confidence,
    )


def proportion_difference(
    successes_a: float,
    trials_a: float,
    successes_b: float,
    trials_b: float,
    confidence: float = 0.95,
) -> Comparison:
    """Give the difference of two proportions, such as two coverages, from their counts.

    Parameters
    ----------
    successes_a, successes_b : float
        People counted in each numerator, 0 or more.
    trials_a, trials_b : float
        People in each denominator, above 0 and no fewer than the numerator.
    confidence : float
        0.95 by default.

    Returns
    -------
    Comparison
        `.value` (proportion a minus proportion b), `.lower`, `.upper` between -1 and 1, and
        `.chance_excluded`. Times 100 these are percentage points, never per cent.

    Raises
    ------
    StatisticsError
        When a count is missing, negative or infinite, a denominator is 0, or a numerator exceeds
        its denominator.

    Notes
    -----
    Newcombe's method 10: with d = p_a - p_b, the Wilson limits (l, u) of each proportion are
    joined as::

        lower = d - sqrt((p_a - l_a)^2 + (u_b - p_b)^2)
        upper = d + sqrt((u_a - p_a)^2 + (p_b - l_b)^2)

    Limits: the two groups must hold different people.

    References
    ----------
    Newcombe RG (1998). Statistics in Medicine 17: 873-890.
    """
    from statsmodels.stats.proportion import confint_proportions_2indep

    alpha = 1 - confidence_level(confidence)
    counts = {}
    for group, successes, trials in (("a", successes_a, trials_a), ("b", successes_b, trials_b)):
        count = float(numbers(f"successes {group}", successes, minimum=0))
        total = float(numbers(f"trials {group}", trials, above=0))
        if count > total:
            fail(
                f"successes {group}",
                f"{count:g} of {total:g}",
                "no more successes than trials",
                "Check that numerator and denominator are not exchanged.",
            )
        counts[group] = (count, total)
    (count_a, total_a), (count_b, total_b) = counts["a"], counts["b"]
    lower, upper = confint_proportions_2indep(
        count_a, total_a, count_b, total_b, method="newcomb", compare="diff", alpha=alpha
    )
    value = count_a / total_a - count_b / total_b
    return Comparison(
        value=value,
        # rounding must not carry a limit past the estimate, nor past -1 or 1
        lower=max(-1.0, min(float(lower), value)),
        upper=min(1.0, max(float(upper), value)),
        no_difference=0.0,
        confidence=confidence,
    )


def difference_in_differences(programme: Comparison, control: Comparison) -> Comparison:
    """Give the change beyond that of a control group: one difference less another.

    Parameters
    ----------
    programme, control : Comparison
        After minus before in each, from `proportion_difference` or `difference`: the same unit,
        dates and confidence, from different people.

    Returns
    -------
    Comparison
        `.value` (change with the programme minus change without), `.lower`, `.upper` in the unit
        of the two, and `.chance_excluded`: whether the interval leaves out 0.

    Raises
    ------
    StatisticsError
        When one of the two is a ratio, or their confidences differ.

    Notes
    -----
    With limits (l, u) of each change d, p with the programme and c without::

        lower = (d_p - d_c) - sqrt((d_p - l_p)^2 + (u_c - d_c)^2)
        upper = (d_p - d_c) + sqrt((u_p - d_p)^2 + (d_c - l_c)^2)

    Limits: it is the programme's effect only if both would have changed alike without it, which
    two dates cannot show.

    References
    ----------
    Zou GY, Donner A (2008). Statistics in Medicine 27: 1693-1702.
    Card D, Krueger AB (1994). American Economic Review 84: 772-793.
    """
    for name, one in (("programme", programme), ("control", control)):
        if one.no_difference != 0.0:
            fail(name, "a ratio", "a difference", "Take the differences of both groups.")
    if programme.confidence != control.confidence:
        fail(
            "confidence",
            f"{programme.confidence:g} and {control.confidence:g}",
            "the same for both",
            "Work both changes out at one confidence.",
        )
    value = programme.value - control.value
    return Comparison(
        value=value,
        lower=value
        - float(np.hypot(programme.value - programme.lower, control.upper - control.value)),
        upper=value
        + float(np.hypot(programme.upper - programme.value, control.value - control.lower)),
        no_difference=0.0,
        confidence=programme.confidence,
    )
