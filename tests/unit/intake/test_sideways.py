"""Tables with years, ages or sexes side by side: put under one another, or asked about."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.unit.intake import files
from tests.unit.intake.test_taking_in import BANDS, DEATHS, PEOPLE

from explorer import areas, intake
from explorer.intake import Across, Content, Outcome, Role, Wishes
from explorer.intake.sideways import headings

YEARS = range(2018, 2024)
AS_IT_IS = Wishes()
LIMITS = ("Rate", "Lower 95%", "Upper 95%")
Row = Sequence[object]
BY_YEAR: list[Row] = [
    ("Ward code", "Ward", *YEARS),
    *((c, areas.name_of(c), *(10 + n for n in range(6))) for c in files.WARDS),
]


def understood(rows: Sequence[Row], wishes: Wishes = AS_IT_IS) -> Outcome:
    return intake.understand(files.csv(rows), "wide.csv", (), wishes)


def sentence(rows: Sequence[Row], wishes: Wishes = AS_IT_IS) -> str:
    outcome = understood(rows, wishes)
    assert outcome.problems == ()
    assert outcome.understood is not None
    return outcome.understood.sentence


def with_column(heading: str, cell: object) -> list[Row]:
    """Return the wards by year with a column more."""
    return [(*BY_YEAR[0], heading), *((*row, cell) for row in BY_YEAR[1:])]


def by_ward(*columns: str, cells: Sequence[object]) -> list[Row]:
    return [("Ward code", *columns), *((code, *cells) for code in files.WARDS)]


def test_years_side_by_side_are_periods() -> None:
    assert sentence(BY_YEAR) == (
        "36 wards-2022 codes, value in columns C to H, one for each of 6 periods, 2018 to 2023."
    )
    own = intake.accept(files.csv(BY_YEAR), "f", replace(files.DETAILS, period=""))
    (series,) = own.indicator.series
    assert [period.id for period in series.periods] == [str(year) for year in YEARS]
    of_one = own.table[own.table["area_code"] == files.WARDS[3]].sort_values("period")
    assert of_one["value"].tolist() == [10, 11, 12, 13, 14, 15]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (("2023",), "value in column B (2023), period 2023"),
        (("2019/20", "2020/21"), "2 periods, 2019/20 and 2020/21"),
        (("Jul 2023", "Aug 2023", "Sept 2023"), "3 periods, July 2023 to September 2023"),
        (("rate_2019", "rate_2020"), "value in columns B and C (rate), one for each of 2 periods"),
        (("pop2019", "pop2020"), "value in columns B and C (pop)"),
        (("Year 2019", "Year 2020"), "value in columns B and C, one for each of 2 periods"),
        (("Male", "Female", "Persons"), "one for each of 3 sexes, Male, Female and Persons"),
        (("0-15", "16-64", "65+"), "one for each of 3 ages, 0-15 to 65+"),
        (("Aged 0 to 15", "Aged 16 to 64", "Aged 65 and over"), "one for each of 3 ages"),
        (
            ("F0", "F1", "F2", "M0", "M1", "M2"),
            "value in columns B to G, for 2 sexes, F and M, and 3 ages, 0 to 2",
        ),
        (
            ("Males 2016-18", "Males 2017-19", "Females 2016-18", "Females 2017-19"),
            "for 2 periods, 2016–18 and 2017–19, and 2 sexes, Males and Females",
        ),
        (
            tuple(f"{what} {year}" for year in (2019, 2020) for what in LIMITS),
            "value in columns B and E (Rate), lower 95 in columns C and F (Lower 95%)",
        ),
    ],
)
def test_headings_tell_what_stands_side_by_side(columns: tuple[str, ...], said: str) -> None:
    cells = (5, 4, 6, 5, 4, 6)[: len(columns)]
    assert said in sentence(by_ward(*columns, cells=cells))


@pytest.mark.parametrize(
    ("heading", "keys", "measure"),
    [
        ("Deaths (2019)", ((Role.PERIOD, "2019"),), "Deaths"),
        ("Deaths, 2016/17 - 20/21", ((Role.PERIOD, "2016/17 - 20/21"),), "Deaths"),
        ("All causes", (), "All causes"),
        ("Lower 95", (), "Lower 95"),
        ("LSOA21CD", (), "LSOA21CD"),
        ("per 1000", (), "per 1000"),
    ],
)
def test_a_heading_alone(heading: str, keys: tuple[tuple[Role, str], ...], measure: str) -> None:
    assert headings.parse([heading]) == [headings.Heading(keys, measure)]


def test_deaths_and_populations_by_age_side_by_side_give_life_expectancy() -> None:
    columns = [f"deaths {band}" for band in BANDS] + [f"population {band}" for band in BANDS]
    wide = files.csv(by_ward(*columns, cells=[*DEATHS, *PEOPLE]))
    long = files.csv(
        [
            ("Ward code", "age", "deaths", "population"),
            *((c, *row) for c in files.WARDS for row in zip(BANDS, DEATHS, PEOPLE, strict=True)),
        ]
    )
    outcome = intake.understand(wide, "f")
    assert outcome.understood is not None
    assert outcome.understood.content is Content.DEATHS
    assert outcome.is_accepted
    details = replace(files.DETAILS, period="2019-23")
    made, expected = (intake.accept(one, "f", details).table for one in (wide, long))
    columns = ["area_code", "value", "lower_95", "upper_95"]
    assert made[columns].equals(expected[columns])


def test_counts_and_populations_by_year_become_shares() -> None:
    columns = ("Cases 2019", "Cases 2020", "Population 2019", "Population 2020")
    content = files.csv(by_ward(*columns, cells=(5, 10, 100, 100)))
    table = intake.accept(content, "f", replace(files.DETAILS, period="")).table
    assert set(table.loc[table["period"] == "2020", "value"]) == {10.0}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (with_column("Total", 75), "column I (Total): found numbers beside columns C to H"),
        (with_column("Population", 9000), "column I (Population): found numbers beside"),
        (with_column("Change 2018 to 2023", 5), "numbers beside columns C to H"),
        (with_column("Year", 2018), "column I (Year): found periods here, and others in the head"),
        (with_column("Year 2023", 15), "'2023' and 'Year 2023', which mean the same"),
        (
            by_ward("0-4", "05-Sep", "10-14", "15+", cells=(1, 2, 3, 4)),
            "an age band that a spreadsheet turned into a date, '05-Sep'",
        ),
        (
            by_ward("Deaths 2019", "Deaths 2020", "Population 2019", cells=(5, 6, 1000)),
            "found no column for 2020 of 'Population'",
        ),
        (
            [
                ("code", "Deaths", "", "Population", ""),
                ("", "2019", "2020", "2019", "2020"),
                *((code, 5, 6, 1000, 1010) for code in files.WARDS),
            ],
            "row 2: found a second row of headings: '2019', '2020' and '2019' beneath",
        ),
        (
            [
                ("code", "Deaths", "", "Population", ""),
                ("", "Male", "Female", "Male", "Female"),
                *((code, 5, 6, 1000, 1010) for code in files.WARDS),
            ],
            "a second row of headings: 'Male', 'Female' and 'Male' beneath",
        ),
        (
            [
                ("", "Observed", "", "Projected", ""),
                ("code", "2019", "2020", "2021", "2022"),
                *((code, 5, 6, 7, 8) for code in files.WARDS),
            ],
            "a second row of headings: 'Observed' and 'Projected' above",
        ),
    ],
)
def test_what_is_not_plain_is_asked_about_and_never_guessed(rows: list[Row], found: str) -> None:
    outcome = understood(rows)
    assert found in "\n".join(map(str, outcome.problems))
    assert outcome.understood is not None
    assert "value in" not in outcome.understood.sentence


def test_the_first_rows_are_shown_as_they_were_read() -> None:
    outcome = understood(BY_YEAR)
    assert outcome.understood is not None
    assert outcome.understood.first_rows[1] == {
        "area": "Abingdon (E05009388)",
        "period": "2019",
        "value": "11",
    }


def test_a_total_may_be_left_out() -> None:
    said = sentence(with_column("Total", 75), Wishes(leave_out=("Total",)))
    assert said.endswith("value in columns C to H, one for each of 6 periods, 2018 to 2023.")
    (problem,) = understood(BY_YEAR, Wishes(leave_out=("Sum",))).problems
    assert problem.found == "'Sum'"


def test_a_reader_may_say_that_one_of_the_columns_is_the_value() -> None:
    outcome = intake.understand(files.csv(BY_YEAR), "f", [(Role.VALUE, "2020")])
    assert outcome.understood is not None
    assert "value in column E (2020)" in outcome.understood.sentence
    by_itself = understood(BY_YEAR, Wishes(across=Across.NOT))
    assert "6 columns of numbers" in by_itself.problems[0].found


def test_rows_made_of_columns_are_never_counted_as_people() -> None:
    outcome = intake.understand(files.csv(BY_YEAR), "f", [(Role.VALUE, "")])
    assert "no column of figures among" in outcome.problems[0].found


def test_a_population_beside_years_may_be_what_counts_are_out_of() -> None:
    chosen = [(Role.DENOMINATOR, "Population"), (Role.NUMERATOR, "columns C to H")]
    own = intake.accept(files.csv(with_column("Population", 200)), "f", files.DETAILS, chosen)
    assert set(own.table.loc[own.table["period"] == "2018", "value"]) == {5.0}


def test_columns_may_be_groups() -> None:
    rows = by_ward("White", "Asian", "Black", cells=(3, 4, 5))
    assert "--across groups" in understood(rows).problems[0].fix
    assert "columns B to D, one for each of 3 groups, White, Asian and Black" in sentence(
        rows, Wishes(across=Across.GROUPS)
    )


def test_faults_are_named_by_their_cell_in_the_file() -> None:
    rows = [list(row) for row in BY_YEAR]
    rows[2][4], rows[5][0] = "many", ""
    outcome = understood(rows)
    assert [problem.where for problem in outcome.problems] == [
        "row 3, column E (2020)",
        "row 6, column A (Ward code)",
    ]
    assert f"{files.WARDS[1]},Brompton" in outcome.template.decode()


def test_under_years_whatever_is_no_number_is_a_fault_and_nobody_is_counted() -> None:
    rows: list[Row] = [
        ("lsoa", "2019", "2020"),
        *[(files.LSOAS[n % 9], "x", "=1") for n in range(99)],
    ]
    found = [str(problem) for problem in understood(rows).problems]
    assert "row 2, column B (2019): found 'x'; expected a number" in found[0]
    assert any("found a formula, '=1'" in one for one in found)


def test_a_ward_twice_is_said_with_its_rows() -> None:
    found = [str(problem) for problem in understood([*BY_YEAR, BY_YEAR[1]]).problems]
    assert found[0].startswith("row 38, column A (Ward code): found E05009388 Abingdon a second")
    assert "as in row 2;" in found[0]
    assert len(found) == 1


def test_eligible_and_reached_at_two_dates_stay_a_programme() -> None:
    columns = ("eligible 2023", "reached 2023", "eligible 2024", "reached 2024")
    outcome = understood(by_ward(*columns, cells=(100, 50, 100, 60)))
    assert outcome.understood is not None
    assert outcome.understood.content is Content.BEFORE_AFTER


def test_too_many_figures_are_refused_before_they_are_put_under_one_another() -> None:
    columns = [f"F{age}" for age in range(91)] + [f"M{age}" for age in range(91)]
    rows: list[Row] = [("area_code", *columns), *[(files.LSOAS[0], *[5] * 182)] * 3000]
    content = files.csv(rows)
    started = time.perf_counter()
    (problem,) = intake.understand(content, "f").problems
    assert "546,000 figures" in problem.found
    assert time.perf_counter() - started < 2
