"""What changed under a programme, in points and in proportion, and whether by chance alone."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from explorer import stats
from explorer.stats import Comparison
from explorer.views import palettes, words
from explorer.views.base import ChartKind, ChartView, Column, Provenance, ReferenceLine, TableView
from explorer.views.programme.reached import Reached

FEW = 4
"""Partners up to which a headline gives the change of each."""
MOST_SLOPES = 12
CONTROL = "no programme"
BY_CHANCE = {True: "no", False: "yes"}
"""The answer to whether chance can explain a change, by whether it is excluded."""
LIMITS = (
    "Differences and intervals are worked out here: the change in percentage points by Newcombe's "
    "method, the relative change from the two shares' Wilson intervals. Each verdict looks at one "
    "change alone; of twenty changes that mean nothing, one is expected to seem beyond chance.",
    "The people eligible on the two dates are not all the same, and are treated as two independent "
    "groups, since those counted on both dates are not known.",
)
WITHOUT_CONTROL = (
    "No group without the programme is given, so even a change beyond chance need not be the "
    "programme's doing: shares may have risen everywhere."
)
WITH_CONTROL = (
    "The change of those without the programme is taken off (difference in differences). What "
    "remains is the programme's doing only if both would have changed alike without it."
)


def headline(found: Sequence[Reached], name: str, done: str = "reached") -> str:
    """Say the changes in percentage points and which of them can be told from chance.

    `done` is what was done for those who were reached, such as 'screened'.
    """
    partners = taking_part(found)
    changes = [partner.points for partner in partners]
    certain = [change for change in changes if change.chance_excluded]
    if len(partners) > FEW:
        nouns = words.count_of(len(changes), "change", "changes")
        return f"{name}: {len(certain)} of {nouns} can be told from chance"
    told = words.in_sentence([_points(change) for change in changes])
    verb = "rose by" if all(change.value > 0 for change in changes) else "changed by"
    if not certain:
        verdict = "none of them can be told from chance"
    elif len(certain) == len(changes):
        verdict = "each can be told from chance"
    else:
        which = words.in_sentence([_points(change) for change in certain])
        noun = "change" if len(certain) == 1 else "changes"
        verdict = f"only the {noun} of {which} can be told from chance"
    return f"{name}: the share {done} {verb} {told} percentage points; {verdict}"


def subtitle(found: Sequence[Reached]) -> str:
    """Say who is counted, and between which dates."""
    first = found[0]
    who = words.count_of(len(taking_part(found)), "partner", "partners")
    others = words.count_of(len(found) - len(taking_part(found)), "group", "groups")
    beside = f", beside {others} without it" if len(found) > len(taking_part(found)) else ""
    return f"Share of eligible people reached, {first.before} and {first.after}: {who}{beside}."


def taking_part(found: Sequence[Reached]) -> list[Reached]:
    """Return those that were part of the programme."""
    return [one for one in found if not one.is_control]


def slopes(found: Sequence[Reached], of: Provenance) -> ChartView | None:
    """Build the slope chart: every partner's share at the two dates, those beyond chance marked.

    None for more than can be told apart; the chart of the changes shows them all.
    """
    if len(found) > MOST_SLOPES:
        return None
    rows = [
        {
            "period": period,
            "order": order,
            "value": share,
            "group": _named(one),
            "segment": "",
            "filled": True,
        }
        for one in found
        for order, (period, share) in enumerate(
            ((one.before, one.share_before), (one.after, one.share_after))
        )
    ]
    return ChartView(
        kind=ChartKind.LINES,
        title=f"The share reached, {found[0].before} and {found[0].after}",
        subtitle="In orange: changes that chance alone is unlikely to explain.",
        frame=pd.DataFrame(rows),
        value_label="Share of those eligible (%)",
        decimals=1,
        colours=tuple((_named(one), _colour(one)) for one in found),
        text_alternative=" ".join(map(_sentence, found)),
        provenance=of,
    )


def changes(found: Sequence[Reached], of: Provenance, title: str) -> ChartView:
    """Build the chart of the changes with their intervals, about the line of no change."""
    return ChartView(
        kind=ChartKind.INTERVALS,
        title=title,
        subtitle="Where an interval crosses the line of no change, chance alone can explain it.",
        frame=pd.DataFrame(
            {
                "label": [_named(one) for one in found],
                "value": [round(one.points.value, 1) for one in found],
                "lower_95": [round(one.points.lower, 1) for one in found],
                "upper_95": [round(one.points.upper, 1) for one in found],
                "highlight": [one.points.chance_excluded for one in found],
            }
        ),
        value_label="Change in percentage points",
        label_heading="Partner",
        decimals=1,
        reference_lines=(ReferenceLine("No change", 0.0),),
        text_alternative=f"{title}. The table gives each change with its interval.",
        provenance=of,
    )


def table(found: Sequence[Reached], of: Provenance) -> TableView:
    """Build the table of every change, one row a partner."""
    rows = [
        {
            "who": _named(one),
            "before": share_of(one.share_before, one.eligible_before),
            "after": share_of(one.share_after, one.eligible_after),
            "points": _points_with_interval(one.points),
            "relative": relative(one.ratio),
            "chance": BY_CHANCE[one.points.chance_excluded],
        }
        for one in found
    ]
    return TableView(
        caption=f"Share of eligible people reached ({of.standing})",
        columns=(
            Column("who", "Partner"),
            Column("before", found[0].before),
            Column("after", found[0].after),
            Column("points", "Change in points (95% interval)"),
            Column("relative", "Relative change (95% interval)"),
            Column("chance", "Can chance explain it?"),
        ),
        frame=pd.DataFrame(rows),
        provenance=of,
        notes=(
            "Points are percentage points. A relative change is in per cent of the first share.",
            *(f"{one.label}: {one.population}." for one in found if one.population),
        ),
    )


def beyond_control(found: Sequence[Reached], of: Provenance) -> TableView | None:
    """Build the table of the changes beyond those of the control group; None without one.

    Several control groups are added up to one.
    """
    control = [one for one in found if one.is_control]
    if not control:
        return None
    without = _together(control).points
    rows = [
        {
            "who": one.label,
            "points": _points_with_interval(beyond),
            "chance": BY_CHANCE[beyond.chance_excluded],
        }
        for one, beyond in beyond_others(found)
    ]
    return TableView(
        caption="Changes beyond that without the programme, which was "
        f"{_points_with_interval(without)} points",
        columns=(
            Column("who", "Partner"),
            Column("points", "Beyond it, in points (95% interval)"),
            Column("chance", "Can chance explain it?"),
        ),
        frame=pd.DataFrame(rows),
        provenance=of,
        notes=(WITH_CONTROL,),
    )


def beyond_others(found: Sequence[Reached]) -> list[tuple[Reached, Comparison]]:
    """Return by how many points each partner changed more than the control groups added up.

    Empty without a control group.
    """
    control = [one for one in found if one.is_control]
    if not control:
        return []
    without = _together(control).points
    return [
        (one, stats.difference_in_differences(one.points, without)) for one in taking_part(found)
    ]


def limits(found: Sequence[Reached]) -> tuple[str, ...]:
    """Say what the figures can and cannot show."""
    has_control = len(taking_part(found)) < len(found)
    return LIMITS if has_control else (*LIMITS, WITHOUT_CONTROL)


def relative(ratio: Comparison | None) -> str:
    """Write a ratio as a relative change: '+15.6% (−6.2 to +42.4)'; in words where it has none."""
    if ratio is None:
        return "not defined"
    value, lower, upper = (
        words.signed(100 * (part - 1), 1) for part in (ratio.value, ratio.lower, ratio.upper)
    )
    return f"{value}% ({lower} to {upper})"


def share_of(share: float, eligible: float) -> str:
    """Write a share with what it is of: '30.8% of 195'."""
    return f"{words.number(share, 1)}% of {eligible:,.0f}"


def _together(several: Sequence[Reached]) -> Reached:
    first = several[0]
    return Reached(
        "; ".join(one.label for one in several),
        first.before,
        first.after,
        sum(one.eligible_before for one in several),
        sum(one.reached_before for one in several),
        sum(one.eligible_after for one in several),
        sum(one.reached_after for one in several),
        is_control=True,
    )


def _points_with_interval(change: Comparison) -> str:
    value, lower, upper = (
        words.signed(part, 1) for part in (change.value, change.lower, change.upper)
    )
    return f"{value} ({lower} to {upper})"


def _colour(one: Reached) -> str:
    if one.is_control:
        return palettes.NO_DATA_HATCH
    return palettes.HIGHLIGHT if one.points.chance_excluded else palettes.HEADING


def _points(change: Comparison) -> str:
    return words.number(change.value, 1)


def _named(one: Reached) -> str:
    return f"{one.label} ({CONTROL})" if one.is_control else one.label


def _sentence(one: Reached) -> str:
    span = words.interval(one.points.lower, one.points.upper, 1)
    can = "cannot" if one.points.chance_excluded else "can"
    return (
        f"{_named(one)}: from {words.number(one.share_before, 1)}% to "
        f"{words.number(one.share_after, 1)}%, {words.signed(one.points.value, 1)} percentage "
        f"points (95% interval {span}), which chance alone {can} explain."
    )
