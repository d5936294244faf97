"""Every sentence about every ward is true of its numbers, and its numbers of the raw tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from math import isclose
from typing import Any

import pytest
from tests.unit.own import own_figures
from tests.unit.views.ward import raw

from explorer import keeping
from explorer.model import Selection
from explorer.views.neighbourhood import measures
from explorer.views.ward import boundaries, facts, found
from explorer.views.ward.found import Ward
from explorer.views.ward.said import Rule, Sentence

WARDS = tuple(found.wards().values())
BOROUGHS = {"E09000020": "Kensington and Chelsea", "E09000033": "Westminster"}
NUMBER = r"[−-]?\d[\d,]*(?:\.\d+)?"
PLACE = r"(?P<place>(?:joint )?(?:\d+(?:st|nd|rd|th) )?(?:highest|lowest))"


@pytest.fixture(params=WARDS, ids=lambda ward: ward.name)
def ward(request: pytest.FixtureRequest) -> Ward:
    assert isinstance(request.param, Ward)
    return request.param


def of_rule(ward: Ward, rule: Rule) -> list[Sentence]:
    return [one for told in facts.sentences(ward).values() for one in told if one.rule is rule]


def parsed(pattern: str, sentence: Sentence) -> dict[str, str]:
    match = re.fullmatch(pattern, sentence.text)
    assert match is not None, sentence.text
    return match.groupdict()


def says(text: str, number: float, decimals: int) -> bool:
    """Say whether a printed number is a number, rounded."""
    return float(text.replace(",", "").replace("−", "-")) == pytest.approx(
        number, abs=0.5 * 10.0**-decimals + 1e-6
    )


def key(selection: Selection) -> tuple[str, str, str, raw.By]:
    return selection.indicator, selection.area_set, selection.period, selection.by


def decimals_of(selection: Selection) -> int:
    return int(raw.described(selection.indicator)["decimals"])


def place_of(selection: Selection, code: str) -> str:
    """Write a ward's place on a measure from the raw tables."""
    values = {c: round(v, decimals_of(selection)) for c, v in raw.by_ward(*key(selection)).items()}
    above = sum(value > values[code] for value in values.values())
    below = sum(value < values[code] for value in values.values())
    joint = "joint " if above + below < len(values) - 1 else ""
    first = above + 1
    rank, end = (first, "highest") if 2 * first <= len(values) + 1 else (below + 1, "lowest")
    return f"{joint}{'' if rank == 1 else ordinal(rank) + ' '}{end}"


def ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st", 32: "nd"}
    return f"{number}{endings.get(number, 'th')}"


def words_for(about: Mapping[str, Any], by: Mapping[str, str]) -> str:
    """Return what a measure is to be called: the words of its group, its own, or its name."""
    for breakdown, group in by.items():
        if in_words := about["breakdowns"][breakdown].get("in_words"):
            return str(in_words[group])
    return str(about.get("in_words", about["name"]))


def test_there_are_five_two_and_two(ward: Ward) -> None:
    told = facts.sentences(ward)
    assert [len(found_) for found_ in told.values()] == [5, 2, 2]
    assert all(one.text.endswith(".") for found_ in told.values() for one in found_)


def test_residents(ward: Ward) -> None:
    (sentence,) = of_rule(ward, Rule.RESIDENTS)
    said = parsed(
        rf"(?P<people>{NUMBER}) people lived here at the 2021 census, (?P<share>{NUMBER})% of them "
        rf"of the Global Majority: the {PLACE} of 36 wards \(both boroughs together: "
        rf"(?P<both>{NUMBER})%\)\.",
        sentence,
    )
    assert says(said["people"], raw.people("population", raw.TODAY)[ward.code], 0)
    chosen = sentence.selection
    assert key(chosen) == ("global-majority", "wards-2022", "2021", ())
    assert says(said["share"], raw.by_ward(*key(chosen))[ward.code], 1)
    assert says(said["both"], raw.both(*key(chosen)), 1)
    assert said["place"] == place_of(chosen, ward.code)


def test_life_expectancy_is_the_published_figure_of_the_old_ward(ward: Ward) -> None:
    (sentence,) = of_rule(ward, Rule.LIFE)
    one = (
        rf"could expect (?P<SEX>{NUMBER}) years \(95% interval (?P<SEX_low>{NUMBER}) to "
        rf"(?P<SEX_high>{NUMBER})\), (?P<SEX_verdict>fewer than|more than|not clearly "
        rf"different from) {ward.borough.name}'s (?P<SEX_borough>{NUMBER})"
    )
    said = parsed(
        rf"In 2010–14, at birth, women {one.replace('SEX', 'female')}; men "
        rf"{one.replace('SEX', 'male')}\. These are the figures of the old ward of (?P<old>.+), "
        r"where (?P<share>.+) of its postcodes lay\.",
        sentence,
    )
    old, share = max(origins_of(ward).items(), key=lambda item: item[1])
    assert said["old"] == old_names()[old]
    assert_share(said["share"], share)
    for sex in ("female", "male"):
        held = raw.rows("life-expectancy", raw.OLD, "2010-14", (("sex", sex),))
        row, borough = held[old], held[ward.borough.code].value
        assert borough is not None
        assert row.lower is not None
        assert row.upper is not None
        printed = [said[sex], said[f"{sex}_low"], said[f"{sex}_high"], said[f"{sex}_borough"]]
        expected = [row.value, row.lower, row.upper, borough]
        assert [float(text) for text in printed] == expected
        verdict = "not clearly different from"
        if row.upper < borough:
            verdict = "fewer than"
        elif row.lower > borough:
            verdict = "more than"
        assert said[f"{sex}_verdict"] == verdict


def test_deprivation(ward: Ward) -> None:
    (sentence,) = of_rule(ward, Rule.DEPRIVATION)
    said = parsed(
        rf"Its score in the Index of Multiple Deprivation 2025 is (?P<score>{NUMBER}), against "
        rf"(?P<both>{NUMBER}) in both boroughs together: the {PLACE} of 36 wards\. Higher is more "
        r"deprived\.",
        sentence,
    )
    chosen = key(sentence.selection)
    assert chosen == ("imd-2025", "wards-2022", "2025", ())
    assert says(said["score"], raw.by_ward(*chosen)[ward.code], 1)
    assert says(said["both"], raw.both(*chosen), 1)
    assert said["place"] == place_of(sentence.selection, ward.code)


@pytest.mark.parametrize("rule", [Rule.BEHIND, Rule.AHEAD])
def test_furthest_behind_and_ahead(ward: Ward, rule: Rule) -> None:
    sentences = of_rule(ward, rule)
    assert len(sentences) == 2
    for sentence in sentences:
        said = parsed(
            rf"(?P<title>.+): (?P<here>{NUMBER}).* here, (?P<both>{NUMBER}).* in both boroughs "
            rf"together; the {PLACE} of 36 wards, where (?P<better>higher|lower) is better\.",
            sentence,
        )
        chosen = sentence.selection
        about = raw.described(chosen.indicator)
        assert said["title"].startswith(words_for(about, dict(chosen.by)))
        assert about["polarity"] == f"{said['better'].removesuffix('er')}-is-better"
        here, both = raw.by_ward(*key(chosen))[ward.code], raw.both(*key(chosen))
        assert says(said["here"], here, decimals_of(chosen))
        assert says(said["both"], both, decimals_of(chosen))
        assert said["place"] == place_of(chosen, ward.code)
        assert said["here"] != said["both"]
        is_better = (here > both) == (said["better"] == "higher")
        assert is_better is (rule is Rule.AHEAD)


@pytest.mark.parametrize(
    ("rule", "furthest"), [(Rule.BEHIND, min), (Rule.AHEAD, max)], ids=["behind", "ahead"]
)
def test_the_first_is_the_furthest_of_all_measures_that_may_be_named(
    ward: Ward, rule: Rule, furthest: Callable[[Iterable[float]], float]
) -> None:
    """The rule: as a share of how far any ward goes, among measures held for or summed to wards."""
    places = {
        one.selection: standing(one.selection, ward.code)
        for one in measures.all_measures(raw.TODAY)
        if may_be_named(one.selection)
    }
    first, second = (one.selection for one in of_rule(ward, rule))
    assert places[first] == pytest.approx(furthest(places.values()))
    themes = {raw.described(chosen.indicator)["theme"]: chosen for chosen in (first, second)}
    if len(themes) == 2:
        own = raw.described(first.indicator)["theme"]
        others = [
            place
            for chosen, place in places.items()
            if raw.described(chosen.indicator)["theme"] != own and is_far(chosen, ward.code)
        ]
        assert places[second] == pytest.approx(furthest(others))


def may_be_named(chosen: Selection) -> bool:
    return chosen.area_set == raw.TODAY and has_direction_and_unit(chosen) and band(chosen) > 0


def has_direction_and_unit(chosen: Selection) -> bool:
    about = raw.described(chosen.indicator)
    unit = about["unit"]
    is_spoken = bool(unit) and not unit.startswith(("score", "index"))
    return is_spoken and about["polarity"] != "neutral"


def standing(chosen: Selection, code: str) -> float:
    """Return how far better than both boroughs a ward is, 1 for as far as any ward goes."""
    values, both = raw.by_ward(*key(chosen)), raw.both(*key(chosen))
    reach = max(max(values.values()) - both, both - min(values.values()))
    sign = 1 if raw.described(chosen.indicator)["polarity"] == "high-is-better" else -1
    return sign * (values[code] - both) / reach


def is_far(chosen: Selection, code: str) -> bool:
    return bands_away(chosen, code) >= 0.25


def band(chosen: Selection) -> float:
    """Return the distance from the 25th to the 75th percentile, between ranks by proportion."""
    values = sorted(raw.by_ward(*key(chosen)).values())
    low, high = (0.25 * (len(values) - 1), 0.75 * (len(values) - 1))

    def at(rank: float) -> float:
        below = int(rank)
        above = min(below + 1, len(values) - 1)
        return values[below] + (rank - below) * (values[above] - values[below])

    return at(high) - at(low)


def test_newer_life_expectancy_is_that_of_the_nearest_neighbourhood(ward: Ward) -> None:
    (sentence,) = of_rule(ward, Rule.NEWER_LIFE)
    said = parsed(
        rf"Life expectancy since: (?P<female>{NUMBER} years|no figure) for women and "
        rf"(?P<male>{NUMBER} years|no figure) for men in 2019–23 in the neighbourhood "
        r"(?P<name>.+), where (?P<share>.+) of its postcodes lie\. "
        r"Published without intervals, so nobody can say how far chance moved it\.",
        sentence,
    )
    inside = {
        line["from_code"]: int(line["postcodes"])
        for line in raw.lines("geo/crosswalks/msoa-2021-to-wards-2022.csv")
        if line["to_code"] == ward.code
    }
    nearest = max(inside, key=lambda code: inside[code])
    assert_share(said["share"], inside[nearest] / sum(inside.values()))
    for sex in ("female", "male"):
        held = raw.rows("life-expectancy", "msoa-2021", "2019-23", (("sex", sex),))
        assert held[nearest].lower is None
        value = held[nearest].value
        if value is None:
            assert said[sex] == "no figure"
        else:
            assert says(said[sex].removesuffix(" years"), value, 1)


def test_what_is_shared_out_is_called_an_estimate(ward: Ward) -> None:
    (sentence,) = of_rule(ward, Rule.SHARED_OUT)
    said = parsed(
        rf"(?P<title>.+): about (?P<here>{NUMBER}).* here, (?P<both>{NUMBER}).* in both boroughs "
        rf"together\. An estimate: (?P<split>all|\d+%) of the people live in areas that lie partly "
        r"outside\.",
        sentence,
    )
    chosen = sentence.selection
    assert chosen.area_set in ("lsoa-2021", "msoa-2021")
    assert says(said["here"], raw.by_ward(*key(chosen))[ward.code], decimals_of(chosen))
    assert says(said["both"], raw.both(*key(chosen)), decimals_of(chosen))
    split = split_of(chosen, ward.code)
    if said["split"] == "all":
        assert split == pytest.approx(1)
    else:
        assert split < 1
        assert says(said["split"].removesuffix("%"), 100 * split, 0)


def test_what_is_shared_out_is_the_furthest_of_all_estimates(ward: Ward) -> None:
    (sentence,) = of_rule(ward, Rule.SHARED_OUT)
    estimates = {
        one.selection
        for one in measures.all_measures(raw.TODAY)
        if one.selection.area_set != raw.TODAY
        and has_direction_and_unit(one.selection)
        and can_be_shared_out(one.selection)
        and min(covered(one.selection, {ward.code}), covered(one.selection, raw.wards())) >= 0.8
        and split_of(one.selection, ward.code) > 0
    }
    away = {chosen: bands_away(chosen, ward.code) for chosen in estimates}
    assert away[sentence.selection] == pytest.approx(max(away.values()))


def can_be_shared_out(chosen: Selection) -> bool:
    """Say whether it has counts, or declares that its values have a mean."""
    held = raw.rows(*key(chosen)).values()
    has_counts = all(row.denominator is not None for row in held if row.value is not None)
    return has_counts or "aggregation" in raw.described(chosen.indicator)


def covered(chosen: Selection, codes: Collection[str]) -> float:
    """Return the share of the people of wards who live in areas with a figure."""
    weight = raw.people(chosen.indicator, chosen.area_set)
    held = raw.rows(*key(chosen))
    parts = [
        (start, share)
        for (start, to), share in raw.shares(chosen.area_set, raw.TODAY).items()
        if to in codes
    ]
    known = sum(share * weight[start] for start, share in parts if held[start].value is not None)
    return known / sum(share * weight[start] for start, share in parts)


def split_of(chosen: Selection, code: str) -> float:
    """Return the share of a ward's people who live in areas that lie partly outside."""
    weight = raw.people(chosen.indicator, chosen.area_set)
    parts = {
        start: share
        for (start, to), share in raw.shares(chosen.area_set, raw.TODAY).items()
        if to == code
    }
    split = sum(share * weight[start] for start, share in parts.items() if share < 1 - 1e-9)
    return split / sum(share * weight[start] for start, share in parts.items())


def bands_away(chosen: Selection, code: str) -> float:
    away = abs(raw.by_ward(*key(chosen))[code] - raw.both(*key(chosen)))
    return away / band(chosen)


def test_borders(ward: Ward) -> None:
    sentence = boundaries.sentence(ward)
    said = parsed(
        rf"The borders of {re.escape(ward.name)} date from (?P<since>\d+ May \d{{4}})\. "
        r"Among the wards of 2002, (?P<parts>.+)\.",
        sentence,
    )
    since = {"E09000020": "22 May 2014", "E09000033": "5 May 2022"}
    assert said["since"] == since[ward.borough.code]
    shares = dict(sorted(origins_of(ward).items(), key=lambda item: (-item[1], item[0])))
    text = said["parts"].replace(" of its present postcodes lay in ", " in ")
    pattern = " and |, ".join(
        rf"(.+?) in {re.escape(old_names()[code])}" for code in shares
    ).replace(" and |, ", "(?: and |, )")
    match = re.fullmatch(pattern, text)
    assert match is not None
    for words_, share in zip(match.groups(), shares.values(), strict=True):
        assert_share(words_, share)
    assert isclose(sum(shares.values()), 1)


def origins_of(ward: Ward) -> dict[str, float]:
    held = raw.shares(raw.TODAY, raw.OLD)
    return {old: share for (code, old), share in held.items() if code == ward.code}


def old_names() -> dict[str, str]:
    table = raw.lines("data/tables/life-expectancy-wards.csv")
    return {line["area_code"]: line["area_name"] for line in table}


def assert_share(text: str, share: float) -> None:
    if text == "all":
        assert share == 1
    elif text == "less than 1%":
        assert share < 0.01
    elif text == "more than 99%":
        assert 0.99 < share < 1
    else:
        assert says(text.removesuffix("%"), 100 * share, 0)


def test_headline(ward: Ward) -> None:
    sentence = facts.headline(ward)
    deprived = PLACE.replace("highest", "most").replace("lowest", "least")
    said = parsed(
        rf"{re.escape(ward.name)} is the {deprived} deprived of 36 wards"
        r"(?:, with (?P<lives>.+) as a whole \(2010–14\))?",
        sentence,
    )
    place = place_of(sentence.selection, ward.code)
    assert said["place"] == place.replace("highest", "most").replace("lowest", "least")
    old, share = max(origins_of(ward).items(), key=lambda item: item[1])
    if share < 0.5:
        assert said["lives"] is None
        return
    verdicts: dict[str, list[str]] = {"lower": [], "higher": []}
    for sex, group in (("female", "women"), ("male", "men")):
        held = raw.rows("life-expectancy", raw.OLD, "2010-14", (("sex", sex),))
        row, borough = held[old], held[ward.borough.code].value or 0
        if (row.upper or 0) < borough:
            verdicts["lower"].append(group)
        elif (row.lower or 0) > borough:
            verdicts["higher"].append(group)
    parts = [
        f"{word} life expectancy{'' if len(groups) == 2 else f' for {groups[0]}'} than"
        for word, groups in verdicts.items()
        if groups
    ]
    found_ = " and ".join(parts) or "life expectancy not clearly different from"
    assert said["lives"] == f"{found_} {ward.borough.name}"


def test_every_number_of_a_sentence_is_kept_with_it(ward: Ward) -> None:
    for told in facts.sentences(ward).values():
        for one in told:
            assert one.numbers
            assert all(number == number for _, number in one.numbers)


def test_a_reader_s_own_figures_are_in_no_sentence(ward: Ward) -> None:
    published = facts.sentences(ward)
    visit = keeping.Session()
    visit.add(own_figures())
    with keeping.within(visit):
        assert facts.sentences(ward) == published


def test_every_rule_is_explained() -> None:
    assert set(facts.RULES) == set(Rule) - {Rule.HEADLINE}
    assert all(text.endswith(".") for text in facts.RULES.values())
