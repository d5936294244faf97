"""Guess first: what a scene asks, what the figures answer, and how the room's guesses fared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer import areas, registry
from explorer.errors import Problem, SelectionError
from explorer.keeping import kept
from explorer.model import AreaKind, Selection
from explorer.views import gaps, selections, words
from explorer.views.stories.model import Guess

MOST_NAMED = 3


@dataclass(frozen=True)
class Answer:
    """What the figures say to a guess.

    Attributes
    ----------
    prompt : str
        The question on every phone.
    words : str
        The answer as whole sentences, with its interval or why there is none.
    value : float
        The number to guess; NaN where an area is guessed.
    codes : tuple of str
        The areas that are right; several where they share a figure; none for a number.
    unit : str
        Unit of the number.
    choices : tuple of (str, str)
        Code and name of the areas to choose from, by name; none for a number.
    """

    prompt: str
    words: str
    value: float = math.nan
    codes: tuple[str, ...] = ()
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def is_number(self) -> bool:
        return not math.isnan(self.value)


@kept(maxsize=256)
def answer(selection: Selection, guess: Guess) -> Answer:
    """Work out the answer of a scene from its view's figures.

    Raises
    ------
    SelectionError
        When the view cannot answer: a gap needs two highlighted areas with a figure, the highest
        or lowest needs areas rather than points.
    """
    selection = selections.complete(selection)
    if guess is Guess.GAP:
        return _gap(selection)
    return _extreme(selection, guess)


def tally(answer: Answer, guesses: Sequence[str]) -> tuple[str, ...]:
    """Say how the room's guesses fared, as sentences: how many, their middle, how many right.

    Parameters
    ----------
    answer : Answer
    guesses : sequence of str
        Numbers or codes as stored; what is neither is left out.
    """
    if answer.is_number:
        return _numbers(answer, [float(text) for text in guesses if _is_number(text)])
    names = dict(answer.choices)
    counted = pd.Series([code for code in guesses if code in names], dtype=str).value_counts()
    if counted.empty:
        return ("Nobody guessed.",)
    right = int(counted[counted.index.isin(answer.codes)].sum())
    most = [f"{names[str(code)]} ({count})" for code, count in counted.head(MOST_NAMED).items()]
    return (
        f"{right} of {int(counted.sum())} guessed right.",
        f"Guessed most: {words.in_sentence(most)}.",
    )


def _gap(selection: Selection) -> Answer:
    gap = None
    if len(selection.highlighted) == 2:
        gap = gaps.between(selection, *selection.highlighted)
    if gap is None:
        raise SelectionError(
            Problem(
                "guess",
                "a gap, without two areas that have a figure",
                "two areas under 'compare' in the view",
                "Name two areas, or ask for the highest or lowest.",
            )
        )
    indicator = registry.indicator(selection.indicator)
    unit = words.difference_unit(indicator.unit)
    first, second = sorted((gap.low.name, gap.high.name))
    return Answer(
        prompt=f"{_measure(selection)}: how many {unit} apart are {first} and {second}?",
        words=f"{gaps.gap_words(gap, selection)}. {gaps.verdict(gap)}",
        value=round(gap.gap, indicator.decimals),
        unit=unit,
    )


def _extreme(selection: Selection, guess: Guess) -> Answer:
    area_set = areas.area_set(selection.area_set)
    held = selections.figures(selection).areas.dropna(subset=["value"])
    if area_set.kind is not AreaKind.POLYGON or len(held) < 2:
        raise SelectionError(
            Problem(
                "guess",
                f"the {guess} of {area_set.title}",
                "a view of at least two areas with a figure",
                "Choose a view by ward or neighbourhood, or leave the guess out.",
            )
        )
    indicator = registry.indicator(selection.indicator)
    values = held["value"].to_numpy(dtype=float)
    best = values.max() if guess is Guess.HIGHEST else values.min()
    chosen = held[values == best]
    names = words.in_sentence([str(name) for name in chosen["area_name"]])
    choices = sorted(
        zip(held["area_code"].astype(str), held["area_name"].astype(str), strict=True),
        key=lambda pair: pair[1],
    )
    return Answer(
        prompt=f"{_measure(selection)}: which {area_set.noun} is {guess}?",
        words=f"{names}: {indicator.with_unit(best)}. {_sureness(held, chosen, guess)}",
        codes=tuple(chosen["area_code"].astype(str)),
        choices=tuple(choices),
    )


def _measure(selection: Selection) -> str:
    """Say measure, group and period: 'Life expectancy at birth, men, 2010–14'."""
    group = words.lower_first(selections.group_words(selection))
    name = registry.indicator(selection.indicator).name
    period = selections.period_of(selection).label
    return ", ".join(part for part in (name, group, period) if part)


def _sureness(held: pd.DataFrame, chosen: pd.DataFrame, guess: Guess) -> str:
    """Say how sure the place of the highest or lowest is."""
    others = held.drop(chosen.index)
    if held[["lower_95", "upper_95"]].isna().any(axis=None):
        return "These figures come without intervals."
    own_lower, own_upper = chosen["lower_95"].min(), chosen["upper_95"].max()
    beyond = (
        others["upper_95"] < own_lower if guess is Guess.HIGHEST else others["lower_95"] > own_upper
    )
    near = int(np.sum(~beyond.to_numpy()))
    if not near:
        return "No other interval reaches into its own."
    return (
        f"The intervals of {near} others overlap with its own, so which is truly {guess} "
        "cannot be told for certain."
    )


def _numbers(answer: Answer, guesses: Sequence[float]) -> tuple[str, ...]:
    if not guesses:
        return ("Nobody guessed.",)
    middle = float(np.median(guesses))
    low, high = min(guesses), max(guesses)
    below = sum(guess < answer.value for guess in guesses)
    above = sum(guess > answer.value for guess in guesses)
    return (
        f"{len(guesses)} guessed, from {low:g} to {high:g}; the middle guess is {middle:g}.",
        f"{below} guessed less than the figures give, {above} more.",
    )


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
