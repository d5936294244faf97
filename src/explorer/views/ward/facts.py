"""Five things to know of a ward, two that are uncertain, two going well: each made by a rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import isnan
from operator import attrgetter

from explorer import areas, stats
from explorer.keeping import PREFIX, kept
from explorer.model import Selection
from explorer.model import Standing as HowMade
from explorer.views import maps, selections, words
from explorer.views.base import Provenance
from explorer.views.neighbourhood import glance, made, measures
from explorer.views.neighbourhood.made import Made
from explorer.views.neighbourhood.measures import Measure, Standing
from explorer.views.ward import boundaries, found, ranked
from explorer.views.ward.found import Ward
from explorer.views.ward.ranked import LIFE, Place
from explorer.views.ward.said import Rule, Sentence

KNOW, UNCERTAIN, WELL = "Five things to know", "Two that are uncertain", "Two that are going well"
PICKED = 2
"""How many measures each rule that picks the furthest picks."""
MAJORITY, DEPRIVATION = "global-majority", "imd-2025"
THAN = {
    "lower": "fewer than",
    "higher": "more than",
    "similar": "not clearly different from",
}
MOSTLY = 0.5
"""Share of the postcodes from which an old ward's figures may stand in the headline."""
ALIKE = ("measure.indicator.theme", "measure.indicator.id", "measure.selection")
LEAST = 0.25
"""Distance from both boroughs, in bands, from which a measure is behind or ahead."""
RULES = {
    Rule.RESIDENTS: "To know, first: the residents at the census, and the share of the Global "
    "Majority among them with its place among all wards.",
    Rule.LIFE: "Second: life expectancy as last published for wards, on the old ward that held the "
    "largest share of this ward's postcodes. It is called more or fewer years than in the borough "
    "only where its 95% interval leaves the borough's figure out.",
    Rule.DEPRIVATION: "Third: the score of the Index of Multiple Deprivation and its place.",
    Rule.BEHIND: "Fourth and fifth: the two measures on which the ward is furthest behind both "
    "boroughs together, as a share of how far any ward goes.",
    Rule.NEWER_LIFE: "Uncertain, first: the newest life expectancy, which is published for named "
    "neighbourhoods and without intervals; that which holds the largest share of the postcodes.",
    Rule.SHARED_OUT: "Uncertain, second: of the measures that are estimates here, because areas "
    "without ward figures are shared out by postcodes, or that chance could explain, the one on "
    "which the ward lies furthest from both boroughs together, better or worse.",
    Rule.AHEAD: "Going well: the two measures on which it is furthest ahead of both boroughs.",
    Rule.ORIGINS: "Borders: the shares of the ward's live postcodes that lay in each old ward.",
}
PICKING = (
    "Measures are picked from all published ones that say which way is better, from 2015 on and in "
    "a unit that means something alone, so no scores; those held for wards themselves, for what is "
    "behind and ahead. They count from a quarter of the distance between the 25th and the 75th "
    "percentile of wards. One is taken of each theme as far as that goes, then of each indicator. "
    "A difference says nothing of its cause."
)
EXPLAINED = (PICKING, *RULES.values())


@kept(maxsize=64)
def sentences(ward: Ward) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentences under each of the three headings."""
    spoken = [one for one in measures.standings((ward.code,)) if _may_be_said(one)]
    firm = [one for one in spoken if _is_of_wards(one) and not _is_loose(one)]
    loose = sorted(filter(_is_loose, spoken), key=lambda one: -abs(one.ahead))
    behind = _picked(one for one in firm if one.ahead <= -LEAST)
    ahead = _picked(one for one in reversed(firm) if one.ahead >= LEAST)
    return {
        KNOW: (
            _residents(ward),
            _life(ward),
            _deprivation(ward),
            *(_compared(ward, one, Rule.BEHIND) for one in behind),
        ),
        UNCERTAIN: (_newer_life(ward), *(_shared_out(one) for one in loose[:1])),
        WELL: tuple(_compared(ward, one, Rule.AHEAD) for one in ahead),
    }


@kept(maxsize=64)
def headline(ward: Ward) -> Sentence:
    """Say a ward's place in deprivation and, where one old ward is most of it, how long lives were.

    It is one line, without a full stop.
    """
    score = ranked.among_all(_of_today(DEPRIVATION), ward.code)
    rank = score.rank.replace("highest", "most deprived").replace("lowest", "least deprived")
    text = f"{ward.name} is the {rank} of {score.among}"
    main, lives = boundaries.origins(ward)[0], ranked.life(ward)
    if main.share < MOSTLY:
        return Sentence(Rule.HEADLINE, text, _of_place(score), score.selection)
    period = selections.period_of(lives[0].selection).label
    return Sentence(
        Rule.HEADLINE,
        f"{text}, with {_lives_words(lives, ward)} as a whole ({period})",
        _of_place(score),
        score.selection,
    )


def subtitle(ward: Ward) -> str:
    """Say what it is, where, and how many live there."""
    return f"{words.upper_first(found.today().noun)} of {ward.borough.name}. {people(ward)}"


def people(ward: Ward) -> str:
    """Say how many live in a ward."""
    return f"{words.number(made.residents((ward.code,)))} residents at the 2021 census."


@kept(maxsize=64)
def provenance(ward: Ward) -> Provenance:
    """Say where the figures of the sentences come from."""
    used = dict.fromkeys(one.selection for told in sentences(ward).values() for one in told)
    return maps.shared_provenance(
        f"What to know of {ward.name}", found.today(), used, HowMade.ESTIMATE
    )


def _lives_words(lives: Sequence[Place], ward: Ward) -> str:
    """Say for whom life expectancy lay below or above the borough's."""
    verdicts = {one: stats.benchmark(one.lower, one.upper, one.against) for one in lives}
    parts = []
    for word in ("lower", "higher"):
        groups = [_group(one.selection) for one, verdict in verdicts.items() if verdict == word]
        if groups:
            whose = "" if len(groups) == len(lives) else f" for {words.in_sentence(groups)}"
            parts.append(f"{word} life expectancy{whose} than")
    found_ = words.in_sentence(parts) or "life expectancy not clearly different from"
    return f"{found_} {ward.borough.short_name}"


def _residents(ward: Ward) -> Sentence:
    residents = made.residents((ward.code,))
    share = ranked.among_all(_of_today(MAJORITY), ward.code)
    text = (
        f"{words.number(residents)} people lived here at the 2021 census, "
        f"{share.say(share.value)} of them of the Global Majority: the {share.in_words} (both "
        f"boroughs together: {share.say(share.against)})."
    )
    numbers = (("residents", residents), *_of_place(share))
    return Sentence(Rule.RESIDENTS, text, numbers, share.selection)


def _life(ward: Ward) -> Sentence:
    main = boundaries.origins(ward)[0]
    places = ranked.life(ward)
    period = selections.period_of(places[0].selection).label
    parts = [_life_words(one, ward.borough.short_name) for one in places]
    text = (
        f"In {period}, at birth, {'; '.join(parts)}. These are the figures of the old "
        f"{found.before().noun} of {main.name}, where {boundaries.share_words(main.share)} of its "
        "postcodes lay."
    )
    numbers = [("share", main.share)]
    for one in places:
        group = one.selection.by[0][1]
        numbers += [(f"{group} {name}", number) for name, number in _of_place(one)]
    return Sentence(Rule.LIFE, text, tuple(numbers), places[0].selection)


def _life_words(one: Place, borough: str) -> str:
    span = words.interval(one.lower, one.upper, one.indicator.decimals)
    verdict = stats.benchmark(one.lower, one.upper, one.against)
    return (
        f"{_group(one.selection)} could expect {one.say(one.value)} (95% interval {span}), "
        f"{THAN[verdict]} {borough}'s {words.number(one.against, one.indicator.decimals)}"
    )


def _deprivation(ward: Ward) -> Sentence:
    score = ranked.among_all(_of_today(DEPRIVATION), ward.code)
    text = (
        f"Its score in the Index of Multiple Deprivation 2025 is {score.say(score.value)}, against "
        f"{score.say(score.against)} in both boroughs together: the {score.in_words}. Higher is "
        "more deprived."
    )
    return Sentence(Rule.DEPRIVATION, text, _of_place(score), score.selection)


def _compared(ward: Ward, one: Standing, rule: Rule) -> Sentence:
    place = ranked.among_all(one.measure.selection, ward.code)
    better = "higher" if one.sign > 0 else "lower"
    text = (
        f"{_title(one.measure)}: {one.measure.say(one.figure.value)} here, "
        f"{one.measure.say(one.boroughs.value)} in both boroughs together; the {place.in_words}, "
        f"where {better} is better."
    )
    return Sentence(rule, text, _of_place(place), one.measure.selection)


def _newer_life(ward: Ward) -> Sentence:
    """Say the newest life expectancy of the named neighbourhood where most of the postcodes lie."""
    near = ranked.newest_life()
    parts = areas.weights(found.today().id, near.id)
    own = parts[parts["from_code"] == ward.code].sort_values("weight")
    code, share = own["to_code"].iloc[-1], float(own["weight"].iloc[-1])
    chosen = [
        selections.complete(Selection(LIFE, near.id, by=by))
        for by in ranked.groups_of_life(near.id)
    ]
    figures = {
        _group(one): float(selections.row_of(selections.figures(one), code)["value"])
        for one in chosen
    }
    say = measures.of_selection(chosen[0]).say
    said = [
        f"no figure for {group}" if isnan(value) else f"{say(value)} for {group}"
        for group, value in figures.items()
    ]
    text = (
        f"Life expectancy since: {words.in_sentence(said)} in "
        f"{selections.period_of(chosen[0]).label} in the {near.noun} {areas.name_of(code)}, where "
        f"{boundaries.share_words(share)} of its postcodes lie. Published without intervals, so "
        "nobody can say how far chance moved it."
    )
    held = ((group, value) for group, value in figures.items() if not isnan(value))
    return Sentence(Rule.NEWER_LIFE, text, (("share", share), *held), chosen[0])


def _shared_out(one: Standing) -> Sentence:
    figure = one.figure
    text = (
        f"{_title(one.measure)}: about {one.measure.say(figure.value)} here, "
        f"{one.measure.say(one.boroughs.value)} in both boroughs together. {glance.reason(one)}"
    )
    numbers = (("value", figure.value), ("against", one.boroughs.value), ("split", figure.split))
    return Sentence(Rule.SHARED_OUT, text, numbers, one.measure.selection)


def _may_be_said(one: Standing) -> bool:
    """Say whether a measure is not a reader's own and is in a unit that means something alone."""
    indicator = one.measure.indicator
    is_own = indicator.id.startswith(PREFIX)
    return bool(indicator.unit) and not is_own and not indicator.unit.startswith(words.WITHOUT_UNIT)


def _is_of_wards(one: Standing) -> bool:
    return one.measure.selection.area_set == found.today().id


def _is_loose(one: Standing) -> bool:
    return one.figure.made is Made.ESTIMATED or glance.is_uncertain(one)


def _picked(found_: Iterable[Standing]) -> list[Standing]:
    """Pick the first of each theme, then of other indicators, then of other groups."""
    rest, picked = list(found_), list[Standing]()
    for kind in map(attrgetter, ALIKE):
        for one in rest:
            if kind(one) not in map(kind, picked):
                picked.append(one)
    return picked[:PICKED]


def _group(selection: Selection) -> str:
    return words.lower_first(selections.group_words(selection))


def _title(measure: Measure) -> str:
    """Write a measure in full, with its period: 'Overcrowded households (Census 2021)'.

    In the words declared for lists of many measures where there are any, else by its name.
    """
    if measure.in_words:
        return measure.title
    parts = (measure.indicator.name, _group(measure.selection))
    return replace(measure, label=", ".join(filter(None, parts))).title


def _of_today(indicator: str) -> Selection:
    return selections.complete(Selection(indicator, found.today().id))


def _of_place(one: Place) -> tuple[tuple[str, float], ...]:
    limits = (("lower", one.lower), ("upper", one.upper)) if one.has_interval else ()
    return (
        ("value", one.value),
        ("against", one.against),
        *limits,
        ("first", one.first),
        ("last", one.last),
        ("count", one.count),
    )
