"""Figures for sentences: what words in braces stand for, so that no number is typed by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from explorer import areas, registry
from explorer.errors import Problem, SelectionError
from explorer.keeping import kept
from explorer.model import AreaKind, Selection
from explorer.views import gaps, selections, words

FIELD = re.compile(r"\{([^{}]*)\}")


@kept(maxsize=256)
def of(selection: Selection) -> Mapping[str, str]:
    """Return what can stand in braces in the sentences of a scene.

    Returns
    -------
    mapping of str to str
        `measure`, `period`, `areas` (how many, with their noun); the name of every area and
        comparator, for its figure; `lowest`, `lowest figure`, `highest` and `highest figure` of
        areas that are not points; where two areas are highlighted `lower`, `lower figure`,
        `higher`, `higher figure`, `gap` and, where intervals are held, `gap interval`.
    """
    selection = selections.complete(selection)
    indicator, held = registry.indicator(selection.indicator), selections.figures(selection)
    area_set = areas.area_set(selection.area_set)
    own = held.areas.dropna(subset=["value"]).sort_values("value", kind="stable")
    found = {
        "measure": words.lower_first(indicator.name),
        "period": selections.period_of(selection).label,
        "areas": words.count_of(len(own), area_set.noun, area_set.nouns),
    }
    if area_set.kind is AreaKind.POLYGON and len(own):
        for word, row in (("lowest", own.iloc[0]), ("highest", own.iloc[-1])):
            found[word] = str(row["area_name"])
            found[f"{word} figure"] = indicator.with_unit(float(row["value"]))
    found |= {
        str(row["area_name"]): indicator.with_unit(float(row["value"]))
        for _, row in pd.concat([own, held.comparators.dropna(subset=["value"])]).iterrows()
    }
    return found | _pair(selection)


def fill(text: str, selection: Selection) -> str:
    """Put figures in the place of words in braces.

    Raises
    ------
    SelectionError
        When braces hold what the selection has no figure for; says what they may hold.
    """
    if "{" not in text:
        return text
    held = of(selection)
    unknown = [name for name in FIELD.findall(text) if name not in held]
    if unknown:
        raise SelectionError(
            Problem(
                "words in braces",
                ", ".join(f"{{{name}}}" for name in unknown),
                f"one of {', '.join(key for key in held if key == key.lower())}, "
                "or the name of an area with a figure",
                "Correct the name, or take the braces away.",
            )
        )
    return FIELD.sub(lambda match: held[match[1]], text)


def _pair(selection: Selection) -> dict[str, str]:
    if len(selection.highlighted) != 2:
        return {}
    gap = gaps.between(selection, *selection.highlighted)
    if gap is None:
        return {}
    indicator = registry.indicator(selection.indicator)
    unit = words.difference_unit(indicator.unit)
    found = {
        "lower": gap.low.name,
        "lower figure": indicator.with_unit(gap.low.value),
        "higher": gap.high.name,
        "higher figure": indicator.with_unit(gap.high.value),
        "gap": words.with_unit(gap.gap, indicator.decimals, unit),
    }
    if gap.has_interval:
        found["gap interval"] = words.interval(gap.lower, gap.upper, indicator.decimals, unit)
    return found
