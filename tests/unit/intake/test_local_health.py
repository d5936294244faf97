"""Local Health files replace and add figures on the right areas, or change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.unit import homes
from tests.unit.intake import files

from explorer import areas, checks, registry, store
from explorer.errors import DataFileError, IntakeError
from explorer.intake import local_health
from explorer.upkeep import changes

DAY = date(2026, 12, 1)
HEADINGS = (
    *("Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name"),
    *("Area Type", "Sex", "Age", "Category Type", "Category", "Time period", "Value"),
    *("Lower CI 95.0 limit", "Upper CI 95.0 limit", "Lower CI 99.8 limit", "Upper CI 99.8 limit"),
    *("Count", "Denominator", "Value note", "Recent Trend"),
    *("Compared to England value or percentiles", "Compared to percentiles"),
    *("Time period Sortable", "New data", "Compared to goal"),
)
MSOA = "MSOA"
WARD = "Electoral Wards"
Row = dict[str, object]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with homes.at(homes.copy(tmp_path)) as folder:
        homes.keep_only({"life-expectancy"}, {"neighbourhoods-life-expectancy"})
        yield folder


def row(code: str, sex: str = "Male", period: str = "2019 - 23", **cells: object) -> Row:
    value = float(cells.pop("value", 80.0) or 0)
    made = dict.fromkeys(HEADINGS, "") | {
        "Indicator ID": 93283,
        "Indicator Name": "Life expectancy at birth",
        "Parent Code": "E09000033",
        "Area Code": code,
        "Area Type": MSOA if code.startswith("E02") else WARD,
        "Sex": sex,
        "Age": "All ages",
        "Time period": period,
        "Value": value,
        "Lower CI 95.0 limit": value - 2,
        "Upper CI 95.0 limit": value + 2,
    }
    return {**made, **cells}


def both(codes: Iterable[str], **cells: object) -> list[Row]:
    return [row(code, sex, **cells) for code in codes for sex in ("Male", "Female")]


def csv(rows: list[Row]) -> bytes:
    return files.csv([HEADINGS, *(list(one.values()) for one in rows)])


def ods(rows: list[Row]) -> bytes:
    return files.ods([files.ods_row(*HEADINGS), *(files.ods_row(*one.values()) for one in rows)])


def take_over(content: bytes, accept: bool = False) -> None:
    found = local_health.read(content, "local-health.csv")
    local_health.take_over(found, "local-health.csv", DAY, accept)


def held(home: Path) -> dict[str, bytes]:
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted((home / "data").rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("write", [csv, ods])
def test_neighbourhoods_get_intervals_and_their_sexes(write) -> None:
    take_over(
        write([*both(files.MSOAS), row("E92000001", **{"Area Type": "England"})]), accept=True
    )
    series = registry.indicator("life-expectancy").series_for("msoa-2021", "2019-23")
    assert (series.id, series.has_intervals) == ("msoa-2019-23", True)
    assert not {"sex-inferred", "no-intervals"} & set(series.caveats)
    rows = registry.rows("life-expectancy", "msoa-2019-23").set_index(["area_code", "breakdown"])
    assert rows.loc[("E02000593", "sex=male"), "value"] == 80
    assert rows.loc[("E02000593", "sex=male"), "lower_95"] == 78
    assert (rows["note"] == "").all()
    assert ("E92000001", "sex=male") in rows.index
    assert checks.everything() == []


@pytest.mark.usefixtures("home")
def test_wards_after_2014_become_a_release_of_their_own() -> None:
    take_over(csv(both(files.OLDER, period="2016 - 20")))
    indicator = registry.indicator("life-expectancy")
    series = indicator.series_for("wards-2014", "2016-20")
    assert (series.id, series.table) == ("local-health-wards-2014", "local-health-wards-2014.csv")
    assert series.source == "ohid-local-health-life-expectancy"
    figures = registry.figures("life-expectancy", "wards-2014", "2016-20", (("sex", "female"),))
    assert len(figures.areas) == 38
    assert figures.areas["upper_95"].eq(82).all()
    assert checks.everything() == []
    assert changes.held()[-1].period == "2016-20"


@pytest.mark.usefixtures("home")
def test_a_later_file_is_a_release_of_its_own_unless_it_brings_the_earlier_one() -> None:
    take_over(csv(both(files.OLDER, period="2016 - 20")))
    take_over(csv(both(files.OLDER, period="2017 - 21", value=81)))
    first, second = (
        registry.indicator("life-expectancy").series_for("wards-2014", period)
        for period in ("2016-20", "2017-21")
    )
    assert (first.id, second.id) == ("local-health-wards-2014", "local-health-wards-2014-2017-21")
    assert second.label == "Wards, 2014 to 2022 (Local Health, 2017–21)"
    assert checks.everything() == []

    again = [*both(files.OLDER, period="2017 - 21", value=81)]
    take_over(csv([*again, *both(files.OLDER, period="2018 - 22")]))
    series = registry.indicator("life-expectancy").series_for("wards-2014", "2018-22")
    assert series.id == second.id
    assert checks.everything() == []


@pytest.mark.usefixtures("home")
def test_part_of_a_release_that_was_revised_is_refused() -> None:
    periods = ("2016 - 20", "2017 - 21")
    take_over(csv([one for period in periods for one in both(files.OLDER, period=period)]))
    later = both(files.OLDER, period="2018 - 22")
    revised = csv([*both(files.OLDER, period="2017 - 21", value=79), *later])
    with pytest.raises(IntakeError) as refusal:
        take_over(revised, accept=True)
    assert "other values for 2017-21 than are held, and none for 2016-20" in str(refusal.value)
    take_over(csv([*both(files.OLDER, period="2017 - 21"), *later]))
    series = registry.indicator("life-expectancy").series_for("wards-2014", "2018-22")
    assert series.id == "local-health-wards-2014"


@pytest.mark.usefixtures("home")
def test_present_wards_stand_on_their_own_set() -> None:
    take_over(csv(both(files.WARDS, period="2019 - 23")))
    assert "wards-2022" in registry.indicator("life-expectancy").area_sets
    figures = registry.figures("life-expectancy", "wards-2022", "2019-23", (("sex", "male"),))
    assert figures.areas["area_name"].tolist()[0] == areas.name_of(figures.areas["area_code"][0])


def test_the_same_file_twice_changes_nothing_the_second_time(home: Path) -> None:
    content = csv(both(files.WARDS))
    take_over(content)
    before = held(home)
    take_over(content)
    assert held(home) == before


@pytest.mark.usefixtures("home")
def test_what_is_withheld_says_so() -> None:
    rows = both(files.WARDS)
    blank = dict.fromkeys(("Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"), "")
    rows[0] |= {**blank, "Value note": "Value suppressed for disclosure control"}
    rows[1] |= {**blank, "Value note": "Value missing in source"}
    take_over(csv(rows))
    table = store.read_table("data/tables/local-health-wards-2022.csv")
    notes = table[table["area_code"] == files.WARDS[0]].set_index("breakdown")["note"]
    assert notes.to_dict() == {"sex=male": "suppressed", "sex=female": "not-published"}


def test_without_numbers_indicators_are_known_by_their_names() -> None:
    names = ("Life expectancy at birth, (upper age band 90+)", "Healthy life expectancy at birth")
    rows = [
        each
        for name in names
        for each in both(files.MSOAS, **{"Indicator ID": "", "Indicator Name": f'"{name}"'})
    ]
    found = local_health.read(csv(rows), "f.csv")
    assert found.rows == 90
    assert found.remarks == ("Not held here, and left out: Healthy life expectancy at birth.",)


def test_areas_elsewhere_other_indicators_and_categories_are_left_out() -> None:
    rows = [
        *both(files.MSOAS),
        row("E02000001", **{"Parent Code": "E09000001"}),
        row(files.MSOAS[0], **{"Indicator ID": 12345}),
        row(files.MSOAS[0], value=50, **{"Category Type": "Deprivation deciles"}),
    ]
    found = local_health.read(csv(rows), "f.csv")
    assert found.rows == 90
    assert found.remarks == (
        "1 row of areas elsewhere left out.",
        "Not held here, and left out: 12345.",
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([*both(files.MSOAS), row(files.MSOAS[0], value=70)], "another value for E02000577"),
        (both([*files.WARDS[-3:], *files.OLDEST[:2]]), "areas of several sets"),
        (both(["E05099999"]), "that no set here holds, such as E05099999"),
        (both(files.MSOAS, period="soon"), "'soon'; expected years"),
        ([row(code, "Persons") for code in files.MSOAS], "sexes Persons"),
        ([row(c, **{"Indicator ID": 1}) for c in files.MSOAS], "no figure for an area"),
        (both(files.MSOAS, **{"Value": "inf"}), "'inf'; expected a number"),
    ],
)
def test_of_a_file_with_a_fault_nothing_is_taken(rows: list[Row], words: str) -> None:
    with pytest.raises(IntakeError) as error:
        local_health.read(csv(rows), "f.csv")
    assert words in str(error.value)


def test_other_headings_are_refused() -> None:
    with pytest.raises(IntakeError, match="the Fingertips layout"):
        local_health.read(files.by_area(files.WARDS), "f.csv")


@pytest.mark.parametrize(
    "rows",
    [
        both(files.MSOAS, value=40),
        both(files.MSOAS[:20]),
        both(files.MSOAS, **{"Lower CI 95.0 limit": 90}),
    ],
)
def test_what_would_revise_lose_or_break_much_changes_nothing(home: Path, rows: list[Row]) -> None:
    before = held(home)
    with pytest.raises(DataFileError):
        take_over(csv(rows))
    assert held(home) == before
