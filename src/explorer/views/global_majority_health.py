"""Health by ethnic group and language: single figures, each with its standing on its own row.

None of these is an indicator by ward. They are what documents state, what one study found and what
borough figures say beside them; where two of them disagree, both are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Selection, Standing
from explorer.views import maps, selections, words
from explorer.views.base import (
    ChartKind,
    ChartView,
    Column,
    Passage,
    Provenance,
    TableView,
)

RATIOS = "times"
PREVALENCE = "type 2 diabetes, crude prevalence"
ODDS_RATIO = "type 2 diabetes, adjusted odds ratio to White"
FLU = "flu vaccination"
ARABIC = "Arabic speakers"
SPEAKERS = "residents whose main language is Arabic"
SPEAKERS_SHARE = "share of residents aged 3 and over whose main language is Arabic"
SHARE = "Global Majority share of residents"
SINGLE_SHARE = "share of residents"
RESIDENTS = "resident population"
ROUNDING = 1.0

STANDINGS = (
    "Health by ethnic group is not held for wards. What follows are single figures, each marked: "
    "stated (a document says so, and its own figures are not held here), peer reviewed (a study "
    "checked by other researchers) or published (by an official body)."
)
STATED_RATIOS = (
    "No counts and no intervals are held for these, and it is not known here whether the age of "
    "the people compared was allowed for. How far chance or age explains them cannot be said."
)
STUDY = (
    "The study counts other people, in other years and in broader groups than the documents' "
    "ratios, so neither corrects the other. Crude means before age is allowed for; the odds ratio "
    "compares each group with White patients after the study's own adjustments."
)
SUMMED = "What the census counts of everybody in a borough is added up here from its small areas."


@dataclass(frozen=True)
class _Twin:
    """The census's own figure for what a document gives as a borough average."""

    indicator: str
    level: str
    breakdown: str = ""
    groups: tuple[str, ...] = ()

    @property
    def area_set(self) -> str:
        return areas.current(self.level)


_TWINS = {
    "bad or very bad health": _Twin("general-health", "ward", "health", ("bad",)),
    "limiting long-term health condition": _Twin("disability", "ward"),
    "living in social rented housing": _Twin("tenure", "ward", "tenure", ("social-rented",)),
    "economically inactive": _Twin(
        "economic-activity",
        "msoa",
        "activity",
        ("retired", "student", "home-or-family", "sick-or-disabled", "other"),
    ),
}


@kept(maxsize=1)
def is_held() -> bool:
    """Say whether documents and studies on health by ethnic group are held at all."""
    return not registry.extra("global-majority-health").empty


@kept(maxsize=1)
def ratios() -> Passage:
    """Build the passage of stated prevalence ratios, a table a document, the widest first."""
    held = _health()
    stated = held[held["unit"] == RATIOS].sort_values("value", ascending=False, kind="stable")
    tables = _by_source(
        stated,
        "Prevalence ratios by ethnic group",
        "As common",
        lambda row: (_ratio_words(row), _sentence(row)),
    )
    return Passage(
        "Long-term conditions: what documents state of ethnic groups",
        tables,
        (STATED_RATIOS, STANDINGS),
    )


@kept(maxsize=1)
def diabetes() -> ChartView:
    """Build the chart of diabetes prevalence by ethnic group, with the study's intervals."""
    held = _health()
    study = held[held["measure"] == PREVALENCE].sort_values("value", ascending=False)
    first = study.iloc[0]
    apart = bool((first["lower_95"] > study["upper_95"].iloc[1:]).all())
    verdict = "most common" if apart else "found most often, though chance may explain it,"
    title = (
        f"Among {first['area_name']} in {first['period']}, type 2 diabetes was {verdict} "
        f"among {first['group']} patients"
    )
    spans = [
        f"{row['group']} {row['value']:.2f}% "
        f"(95% interval {words.interval(row['lower_95'], row['upper_95'], 2)})"
        for _, row in study.iterrows()
    ]
    return ChartView(
        kind=ChartKind.INTERVALS,
        title=title,
        subtitle=_cited(first),
        frame=pd.DataFrame(
            {
                "label": study["group"],
                "value": study["value"],
                "lower_95": study["lower_95"],
                "upper_95": study["upper_95"],
                "highlight": False,
            }
        ).reset_index(drop=True),
        value_label="Patients with type 2 diabetes (%)",
        label_heading="Ethnic group",
        decimals=2,
        zero_based=True,
        text_alternative=f"{title}: {words.in_sentence(spans)}.",
        provenance=_provenance(study, "Type 2 diabetes by ethnic group, crude prevalence"),
    )


@kept(maxsize=1)
def diabetes_table() -> TableView:
    """Build the twin of the diabetes chart, with the study's odds ratios beside it."""
    held = _health()
    study = held[held["measure"] == PREVALENCE].sort_values("value", ascending=False)
    odds = held[held["measure"] == ODDS_RATIO].set_index("group")["value"]
    frame = pd.DataFrame(
        {
            "group": study["group"],
            "value": study["value"],
            "interval": [
                words.interval(row["lower_95"], row["upper_95"], 2) for _, row in study.iterrows()
            ],
            "odds": [f"{odds[group]:.2f}" if group in odds else "1.00" for group in study["group"]],
        }
    )
    return TableView(
        caption=f"{_cited(study.iloc[0])} No interval is held for the odds ratios.",
        columns=(
            Column("group", "Group"),
            Column("value", "Crude (%)", 2),
            Column("interval", "95% interval"),
            Column("odds", "Odds ratio"),
        ),
        frame=frame.reset_index(drop=True),
        provenance=_provenance(study, "Type 2 diabetes by ethnic group"),
        notes=(STUDY,),
    )


@kept(maxsize=1)
def flu() -> Passage:
    """Build the passage of flu vaccination at 65 and over: stated by group, published by place."""
    held = _health()
    held = held[held["topic"] == FLU]
    compared = held.drop_duplicates("comparator_group")
    compared = compared[compared["comparator_group"] != ""].assign(
        group=lambda rows: rows["comparator_group"], value=lambda rows: rows["comparator_value"]
    )
    tables = _by_source(
        pd.concat([held, compared]).sort_values("standing", ascending=False, kind="stable"),
        "Flu vaccination at 65 and over",
        "Vaccinated",
        _vaccinated,
    )
    return Passage("Flu vaccination of people aged 65 and over", tables)


@kept(maxsize=1)
def speakers() -> str:
    """Say how many residents of each borough have Arabic as their main language."""
    held = _health()
    published = held[(held["topic"] == ARABIC) & (held["standing"] == Standing.PUBLISHED)]
    people = published[published["measure"] == SPEAKERS].sort_values("value", ascending=False)
    share = published[published["measure"] == SPEAKERS_SHARE].set_index("area_code")["value"]
    return "Arabic is the main language of " + words.in_sentence(
        [
            f"{words.number(row['value'])} residents of {row['area_name']} "
            f"({share[row['area_code']]:.1f}% of those aged 3 and over)"
            for _, row in people.iterrows()
        ]
    )


@kept(maxsize=1)
def arabic() -> Passage:
    """Build the passage of what is stated of Arabic speakers, and what the census publishes."""
    held = _health()
    numbers = held[held["measure"] == SPEAKERS].sort_values("value", ascending=False)
    shares = _arabic_stated()
    tables = _by_source(pd.concat([numbers, shares]), "Arabic speakers", "Figure", _of_speakers)
    return Passage(speakers(), tables, (*_disagreements(shares), _census_sources()))


@kept(maxsize=1)
def stated_against_census() -> Passage:
    """Build the passage of stated shares and residents against what the census counts."""
    statements = registry.extra("statements").assign(source=_document_titles())
    single = registry.extra("single-figures")
    stated = pd.concat(
        [
            statements[statements["measure"].isin([SHARE, RESIDENTS])],
            single[single["measure"] == SINGLE_SHARE],
        ]
    )
    share = selections.complete(Selection("global-majority", "boroughs"))
    tables = _by_source(
        stated, "Stated figures against Census 2021", "Stated", lambda row: _against(row, share)
    )
    return Passage("What documents state, and what the census counts", tables)


def _by_source(
    rows: pd.DataFrame, measure: str, heading: str, cells: Callable[[pd.Series], tuple[str, str]]
) -> tuple[TableView, ...]:
    """Build one table a source, so that stated and published figures never share one.

    `cells` writes a row's figure and what it is of; standing and period are added to each row.
    """
    tables = []
    for source in rows["source"].drop_duplicates():
        own = rows[rows["source"] == source]
        first = own.iloc[0]
        tables.append(
            TableView(
                caption=f"{words.upper_first(Standing(first['standing']).value)}: {source}",
                columns=(
                    Column("figure", heading),
                    Column("what", "What, and among whom"),
                    Column("standing", "Standing, period"),
                ),
                frame=pd.DataFrame(
                    [
                        (*cells(row), f"{row['standing']}, {_period(row['period'])}")
                        for _, row in own.iterrows()
                    ],
                    columns=["figure", "what", "standing"],
                ),
                provenance=_provenance(own, measure),
            )
        )
    return tuple(tables)


def _ratio_words(row: pd.Series) -> str:
    return ("almost " if "a little less than" in row["remark"] else "") + words.times(row["value"])


def _vaccinated(row: pd.Series) -> tuple[str, str]:
    if row["standing"] == Standing.STATED:
        about = "about " if "rough" in row["remark"] else ""
        return f"{about}{row['value']:g}%", f"{row['group']}, {row['area_name']}"
    span = words.interval(row["lower_95"], row["upper_95"], 1)
    certainty = f"95% interval {span}" if span else "no interval held"
    return f"{row['value']:.1f}%", f"All groups, {row['area_name']} ({certainty})"


def _of_speakers(row: pd.Series) -> tuple[str, str]:
    if row["standing"] == Standing.PUBLISHED:
        return words.number(row["value"]), f"{row['area_name']}: {row['measure']}"
    if row["measure"] == SPEAKERS:
        return words.number(row["value"]), f"{_sentence(row)} {row['remark']}"
    return (
        f"{row['value']:g}% against {row['comparator_value']:g}%",
        f"{_sentence(row)} The census counts {row['counted']:.1f}% of {row['of']}.",
    )


def _against(row: pd.Series, share: Selection) -> tuple[str, str]:
    counted = selections.row_of(selections.figures(share), row["area_code"])
    if row["unit"] == "%":
        more = counted["value"] - row["value"]
        return f"{row['value']:g}%", (
            f"Global Majority share, {row['area_name']}. The census counts "
            f"{counted['value']:.1f}%, {abs(more):.1f} percentage points "
            f"{'more' if more > 0 else 'fewer'}."
        )
    more = counted["denominator"] - row["value"]
    return words.number(row["value"]), (
        f"Residents, {row['area_name']}. The census counts "
        f"{words.number(counted['denominator'])}, {words.number(abs(more))} "
        f"{'more' if more > 0 else 'fewer'}."
    )


@kept(maxsize=1)
def _health() -> pd.DataFrame:
    held = registry.extra("global-majority-health")
    text = ["area_code", "group", "comparator_group", "period", "url", "claim_id", "remark"]
    return held.assign(**{name: held[name].fillna("").astype(str) for name in text})


def _arabic_stated() -> pd.DataFrame:
    """Return what is stated of Arabic speakers; `counted` is the census's figure, `of` whom."""
    held = _health()
    stated = held[(held["topic"] == ARABIC) & held["measure"].isin(_TWINS)]
    twins = [_TWINS[measure] for measure in stated["measure"]]
    whole = [registry.indicator(twin.indicator).denominator for twin in twins]
    codes = stated["area_code"]
    return stated.assign(
        counted=[_counted(twin, code) for twin, code in zip(twins, codes, strict=True)],
        of=[f"{text[:1].lower()}{text[1:]}" for text in whole],
    ).sort_values("value", ascending=False)


def _disagreements(stated: pd.DataFrame) -> list[str]:
    """Say where a stated borough average is not what the census counts, beyond rounding."""
    return [
        f"The average stated for '{row['measure']}', {row['comparator_value']:g}%, is not what the "
        f"census counts, {row['counted']:.1f}% of {row['of']}. Whom the document counts is not "
        "known here."
        for _, row in stated.iterrows()
        if abs(row["counted"] - row["comparator_value"]) > ROUNDING
    ]


def _census_sources() -> str:
    """Say where the census's own figures beside the stated ones come from."""
    wholes = [Selection(twin.indicator, twin.area_set) for twin in _TWINS.values()]
    lines = dict.fromkeys(maps.provenance(selections.complete(s)).source for s in wholes)
    return f"{SUMMED} Sources: {'; '.join(lines)}."


def _counted(twin: _Twin, code: str) -> float:
    """Return the census percentage of an area, groups added up."""
    whole = Selection(twin.indicator, twin.area_set)
    parts = [whole.changed(by=((twin.breakdown, group),)) for group in twin.groups] or [whole]
    found = [selections.complete(part) for part in parts]
    return sum(float(selections.row_of(selections.figures(s), code)["value"]) for s in found)


def _sentence(row: pd.Series) -> str:
    """Return the sentence in which a document's statement is put here."""
    statements = registry.extra("statements").set_index("claim_id")["statement"]
    return str(statements[row["claim_id"]])


def _document_titles() -> pd.Series:
    titles = registry.extra("documents").set_index("document")["title"]
    return registry.extra("statements")["document"].map(titles)


def _cited(row: pd.Series) -> str:
    """Say standing, source and period of a row: 'Peer reviewed: A study, 2013.'"""
    standing = words.upper_first(Standing(row["standing"]).value)
    return f"{standing}: {row['source']}, {_period(row['period'])}."


def _period(text: str | float) -> str:
    """Write a period: '2022-03' as 'March 2022'; says so where none is given."""
    if not isinstance(text, str) or not text:
        return "period not given"
    year, _, month = text.partition("-")
    if len(month) == 2 and int(month) <= 12:
        return f"{date(int(year), int(month), 1):%B %Y}"
    return text


def _provenance(rows: pd.DataFrame, measure: str) -> Provenance:
    """Say where single figures come from; the least firm standing speaks for all of them."""
    order = list(Standing)
    return Provenance(
        measure=measure,
        period=words.in_sentence(sorted({_period(period) for period in rows["period"]})),
        areas=words.in_sentence(sorted(set(rows["area_name"]))),
        source=words.in_sentence(sorted(set(rows["source"]))),
        licence="Figures quoted with their source",
        boundary_credit="",
        standing=max((Standing(text) for text in rows["standing"]), key=order.index),
    )
