"""Files of figures: what is understood of them, what is wrong with them, what they become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.unit.intake import files

from explorer import areas, intake, keeping, neighbourhoods, stats, store
from explorer.errors import IntakeError
from explorer.intake import Content, Outcome, Role, Wishes
from explorer.model import Aggregation, Selection, Standing
from explorer.validate import TABLE_TYPES, check_table
from explorer.views import selections, together
from explorer.views.neighbourhood import made

BANDS = ["0", "1-4", *(f"{age}-{age + 4}" for age in range(5, 90, 5)), "90+"]
DEATHS = [3, 1, 0, 1, 2, 2, 3, 4, 6, 8, 12, 17, 24, 30, 42, 58, 71, 84, 90, 66]
PEOPLE = [160, 610, 720, 640, 610, 820, 1050, 1010, 880, 760]
PEOPLE += [690, 640, 560, 450, 380, 300, 220, 150, 90, 40]


def understood(content: bytes, chosen: Sequence[tuple[Role, str]] = ()) -> Outcome:
    return intake.understand(content, "figures", chosen)


def faults(content: bytes, wishes: Wishes | None = None) -> list[str]:
    return [str(p) for p in intake.understand(content, "f", (), wishes or Wishes()).problems]


def table(content: bytes, **changes: object) -> pd.DataFrame:
    own = intake.accept(content, "figures", replace(files.DETAILS, **changes))
    return own.table.set_index("area_code")


def names(codes: Sequence[str]) -> list[str]:
    return [areas.name_of(code) for code in codes]


@pytest.mark.parametrize(
    ("content", "area_set", "start"),
    [
        (files.by_area(files.WARDS), "wards-2022", "36 wards-2022 codes, value in column B"),
        (files.by_area(files.OLDER), "wards-2014", "38 wards-2014 codes"),
        (files.by_area(files.OLDEST), "wards-2002", "38 wards-2002 codes"),
        (files.by_area(files.LSOAS), "lsoa-2021", "224 lsoa-2021 codes"),
        (files.by_area(files.MSOAS), "msoa-2021", "45 msoa-2021 codes"),
        (files.by_area(names(files.WARDS), "Ward"), "wards-2022", "36 wards-2022 names"),
        (files.by_area(areas.codes("boroughs")), "boroughs", "2 boroughs codes"),
        (files.by_area(c.lower() for c in files.WARDS), "wards-2022", "36 wards-2022 codes"),
        (files.by_area(areas.codes("practices-2024")), "practices-2024", "69 practices-2024"),
    ],
)
def test_areas_are_recognised(content: bytes, area_set: str, start: str) -> None:
    outcome = understood(content)
    assert outcome.problems == ()
    assert outcome.understood is not None
    assert outcome.understood.area_set == area_set
    assert outcome.understood.sentence.startswith(start)


def test_codes_before_names_and_words_behind_names_do_not_matter() -> None:
    coded = files.by_area(f"{code} : {areas.name_of(code)}" for code in files.LSOAS)
    wards = files.by_area((f"{name} Ward" for name in names(files.WARDS)), "Ward")
    brackets = files.by_area((f"{name} (the borough)" for name in names(files.MSOAS[:9])), "MSOA")
    assert set(table(coded, unit="people").index) == set(files.LSOAS)
    assert set(table(wards).index) == set(files.WARDS)
    assert set(table(brackets).index) == set(files.MSOAS[:9])


def test_of_two_columns_of_codes_the_one_headed_area_is_taken() -> None:
    rows = [("Parent Code", "Area Code", "value"), *(("E09000033", c, 5) for c in files.WARDS)]
    assert set(table(files.csv(rows)).index) == set(files.WARDS)


def test_shares_between_0_and_1_are_remarked_on() -> None:
    rows = [("area_code", "value"), *((c, 0.45) for c in files.WARDS)]
    outcome = understood(files.csv(rows))
    assert outcome.understood is not None
    assert "multiply them by 100" in outcome.understood.remarks[0]


def test_boroughs_london_and_england_stand_beside_the_areas() -> None:
    given = [*files.WARDS, "E09000020", "E12000007", "E92000001"]
    assert set(table(files.by_area(given)).index) == set(given)
    assert len(table(files.by_area(["Westminster", "London", "England"], "area"))) == 3


def test_headings_are_recognised_in_many_words() -> None:
    rows = [("LSOA21CD", "Time period", "Sex", "Rate per 1,000", "Lower CI 95.0 limit", "UCI")]
    rows += [(code, "2022/23", "Female", 5, 4, 6) for code in files.LSOAS[:9]]
    content = files.csv([[cell.replace(",", "") if isinstance(cell, str) else cell for cell in row]
                         for row in rows])  # fmt: skip
    outcome = understood(content)
    assert outcome.understood is not None
    assert dict(outcome.understood.columns) == {
        Role.AREA: "LSOA21CD",
        Role.PERIOD: "Time period",
        Role.SEX: "Sex",
        Role.VALUE: "Rate per 1000",
        Role.LOWER: "Lower CI 95.0 limit",
        Role.UPPER: "UCI",
    }
    assert outcome.understood.period == "2022/23"


def test_the_only_column_of_numbers_is_the_value() -> None:
    outcome = understood(files.csv([("ward", "Fuel poverty"), ("Abingdon", 4), ("Holland", 5)]))
    assert outcome.understood is not None
    assert (Role.VALUE, "Fuel poverty") in outcome.understood.columns


def test_a_reader_may_say_which_column_is_the_value() -> None:
    content = files.csv([("ward", "a", "b"), ("Abingdon", 4, 7), ("Holland", 5, 8)])
    assert "2 columns of numbers: 'a' and 'b'" in faults(content)[0]
    assert understood(content, [(Role.VALUE, "b")]).is_accepted
    own = intake.accept(content, "f", files.DETAILS, [(Role.VALUE, "b")])
    assert own.table["value"].tolist() == [7, 8]
    wrong = understood(content, [(Role.VALUE, "c")])
    assert "one of ward, a, b" in wrong.problems[0].expected


def test_figures_become_an_indicator_marked_user_supplied() -> None:
    own = intake.accept(files.by_area(files.WARDS), "f", files.DETAILS)
    (series,) = own.indicator.series
    assert own.indicator.id.startswith("own-households-in-fuel-poverty-")
    assert own.indicator.theme == intake.THEME
    assert (series.standing, series.area_set) == (Standing.USER_SUPPLIED, "wards-2022")
    assert series.source == series.table == own.source.id == own.indicator.id
    assert (own.source.publisher, own.source.licence) == ("The council", "Internal use")
    assert {c: str(own.table[c].dtype) for c in own.table} == TABLE_TYPES
    assert own.table["value"].sum() == sum(range(1, 37))
    assert check_table(own.table, "own", ()) == []


def test_every_fault_is_named_at_once() -> None:
    rows = [
        ("area_code", "value"),
        *zip(files.WARDS[:5], ("inf", "05-Sep", "x", "=1", 3), strict=True),
    ]
    rows += [("E05099999", 4), ("Total", 9), (files.WARDS[4], 5), ("", 6)]
    found = faults(files.csv(rows))
    assert [text.split(":")[0] for text in found] == [
        "row 2, column B (value)",
        "row 3, column B (value)",
        "row 4, column B (value)",
        "row 5, column B (value)",
        "row 7, column A (area_code)",
        "row 8, column A (area_code)",
        "row 9, column A (area_code)",
        "row 10, column A (area_code)",
    ]
    for number, words in enumerate(
        ("finite", "a date", "Write the number", "a formula", "known to no area set",
         "Leave out totals", "a second time, as in row 6", "no area")
    ):  # fmt: skip
        assert words in found[number]


def test_the_template_has_what_is_right_and_says_what_is_not() -> None:
    rows = [("area_code", "value"), (files.WARDS[0], 3), (files.WARDS[1], "inf"), ("=cmd", 4)]
    outcome = understood(files.csv(rows))
    text = outcome.template.decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].endswith(",to_correct")
    assert lines[1].startswith(f"{files.WARDS[0]},Abingdon,")
    assert lines[1].endswith(",")
    assert lines[2].endswith("Expected a number.")
    assert "inf" not in text
    assert "=cmd" not in text
    assert understood(files.by_area(files.WARDS)).template == b""


def test_mixed_vintages_are_told_apart() -> None:
    found = faults(files.by_area([*files.WARDS[:30], *files.OLDEST[:2]]))
    assert len(found) == 2
    assert f"{files.OLDEST[0]} Abingdon belongs to wards-2002, in force to 21 May 2014" in found[0]


def test_another_vintage_is_named_and_offered_as_an_estimate() -> None:
    content = files.by_area(files.OLDER)
    (fault,) = faults(content, Wishes(area_set="wards-2022"))
    assert "codes of wards-2014" in fault
    assert "move them to wards-2022 if an estimate will do" in fault
    outcome = understood(content)
    assert outcome.understood is not None
    assert outcome.understood.rebase_to == ("wards-2022",)
    assert "not today's wards" in outcome.understood.remarks[0]


def test_moved_figures_keep_their_totals_and_say_so() -> None:
    rows = [("code", "numerator", "denominator"), *((c, n, 100) for n, c in enumerate(files.OLDER))]
    own = intake.accept(files.csv(rows), "f", files.DETAILS, (), Wishes(rebase_to="wards-2022"))
    assert own.indicator.series[0].caveats == ("moved-to-other-areas",)
    assert own.indicator.series[0].area_set == "wards-2022"
    assert own.table["denominator"].sum() == pytest.approx(3_800)
    assert own.table["numerator"].sum() == pytest.approx(sum(range(38)))
    assert len(own.table) == 36
    with pytest.raises(IntakeError, match="neither counts nor a meaningful mean"):
        intake.accept(
            files.by_area(files.OLDER), "f", files.DETAILS, (), Wishes(rebase_to="wards-2022")
        )


def test_names_that_two_vintages_share_follow_the_period() -> None:
    rows = [("ward", "value", "year"), ("Westbourne", 3, 2019), ("Church Street", 4, 2019)]
    outcome = understood(files.csv(rows))
    assert outcome.understood is not None
    assert outcome.understood.area_set == "wards-2014"
    rows = [(ward, value, year if year == "year" else 2023) for ward, value, year in rows]
    outcome = understood(files.csv(rows))
    assert outcome.understood is not None
    assert outcome.understood.area_set == "wards-2022"
    assert "Read as Wards from 2022" in outcome.understood.remarks[0]


def test_a_name_beside_another_area_s_code_is_a_fault() -> None:
    rows = [("area_code", "ward name", "value"), (files.WARDS[0], "Holland", 3)]
    rows += [(code, areas.name_of(code), 4) for code in files.WARDS[1:5]]
    (fault,) = faults(files.csv(rows))
    assert fault.startswith("row 2, column B (ward name): found 'Holland' beside E05009388")
    outcome = understood(files.csv([rows[0], *rows[2:]]))
    assert outcome.understood is not None
    assert not any("Not used" in remark for remark in outcome.understood.remarks)


def test_rows_of_areas_elsewhere_may_be_left_out_and_are_told() -> None:
    content = files.by_area([*files.WARDS, "E05000026", "E05000027"])
    assert len(faults(content)) == 2
    outcome = intake.understand(content, "f", (), Wishes(leave_out_elsewhere=True))
    assert outcome.is_accepted
    assert outcome.understood is not None
    assert "2 rows of areas elsewhere left out." in outcome.understood.remarks
    assert outcome.understood.rows == 36


def test_counts_become_proportions_and_rates_with_intervals() -> None:
    rows = [("area_code", "reached", "eligible"), *((c, 65, 100) for c in files.WARDS)]
    share = table(files.csv(rows)).loc[files.WARDS[0]]
    assert (share["value"], share["lower_95"], share["upper_95"]) == pytest.approx(
        (65, 55.2544, 73.6358), abs=1e-4
    )
    rate = table(files.csv(rows), unit="per 1,000").loc[files.WARDS[0]]
    assert (rate["value"], rate["lower_95"], rate["upper_95"]) == pytest.approx(
        (650, 501.63188, 828.49139), abs=1e-4
    )
    own = intake.accept(files.csv(rows), "f", files.DETAILS)
    assert own.indicator.aggregation is Aggregation.COUNTS
    assert own.indicator.series[0].has_intervals


def test_counts_and_unit_have_to_agree() -> None:
    rows = [("area_code", "reached", "eligible"), (files.WARDS[0], 120, 100)]
    with pytest.raises(IntakeError, match="120 of 100; expected no more counted"):
        table(files.csv(rows))
    assert table(files.csv(rows), unit="per 100")["value"].iloc[0] == 120
    with pytest.raises(IntakeError, match="'µg/m³' for counts and populations"):
        table(files.csv(rows), unit="µg/m³")
    rows = [("area_code", "value", "numerator", "denominator"), (files.WARDS[0], 50, 20, 100)]
    with pytest.raises(IntakeError, match=r"50, where the counts give 20\.0"):
        table(files.csv(rows))
    with pytest.raises(IntakeError, match="120%; expected a percentage"):
        table(files.csv([("area_code", "value"), (files.WARDS[0], 120)]))


def test_details_that_exports_print_are_asked_for() -> None:
    empty = replace(files.DETAILS, name=" ", publisher="", licence="", period="")
    with pytest.raises(IntakeError) as error:
        intake.accept(files.by_area(files.WARDS), "f", empty)
    assert [p.where for p in error.value.problems] == ["period", "name", "publisher", "licence"]


def test_what_is_withheld_or_missing_stays_so() -> None:
    rows = [("area_code", "value"), *zip(files.WARDS[:3], (5, "*", ""), strict=True)]
    found = table(files.csv(rows))
    assert found["note"].tolist() == ["", "suppressed", "not-published"]
    assert set(found["note"]) - {""} <= set(store.read_yaml("data/notes.yaml"))


def test_intervals_that_make_no_sense_are_faults() -> None:
    rows = [("area_code", "value", "lower", "upper"), (files.WARDS[0], 5, 6, 7)]
    rows += [(files.WARDS[1], 5, "", 7), (files.WARDS[2], 5, 4, 6)]
    found = faults(files.csv(rows))
    assert "outside its interval" in found[0]
    assert "one limit" in found[1]
    assert len(found) == 2


def deaths(
    wards: Sequence[str], bands: Sequence[str] = BANDS, heading: str = "person_years"
) -> bytes:
    return files.csv(
        [
            ("ward", "age", "deaths", heading),
            *(
                (w, b, d, 5 * p)
                for w in wards
                for b, d, p in zip(bands, DEATHS, PEOPLE, strict=True)
            ),
        ]
    )


def test_deaths_and_population_become_life_expectancy() -> None:
    starts = [0, 1, *range(5, 95, 5)]
    reference = stats.life_expectancy(DEATHS, [5 * p for p in PEOPLE], starts)
    own = intake.accept(
        deaths(["Abingdon", "Holland"]), "f", replace(files.DETAILS, unit="years", period="2019-23")
    )
    row = own.table.iloc[0]
    assert len(own.table) == 2
    assert row["value"] == pytest.approx(reference.value)
    assert (row["lower_95"], row["upper_95"]) == pytest.approx(tuple(reference.interval))
    assert row["numerator"] == sum(DEATHS)
    assert own.table["denominator"].isna().all()
    yearly = intake.work_out(
        deaths(["Abingdon"], heading="population"),
        "f",
        replace(files.DETAILS, unit="years", period="2019-23"),
    )
    assert yearly["denominator"].iloc[0] == 25 * sum(PEOPLE)


def test_life_expectancy_of_several_areas_is_never_a_ratio_of_counts() -> None:
    everywhere = [areas.name_of(code) for code in areas.codes("wards-2022")]
    own = intake.accept(
        deaths(everywhere), "f", replace(files.DETAILS, unit="years", period="2019-23")
    )
    assert own.together is not None
    alone = own.table["value"].iloc[0]
    assert own.together["value"].tolist() == pytest.approx([alone] * 3)
    assert list(own.together["name"]) == [one.name for one in neighbourhoods.defined().values()]
    with keeping.within(keeping.Session()):
        keeping.current().add(own)
        chosen = selections.complete(Selection(own.indicator.id))
        found = made.figure(chosen, areas.codes("wards-2022")[:3])
        table = together.table_view(chosen)
    assert found.made is made.Made.RANGE
    assert found.lowest[1] == pytest.approx(alone)
    assert table is not None
    assert len(table.frame) == 3
    assert table.notes[0].startswith("Worked out from the deaths and people of all areas")


@pytest.mark.parametrize(
    ("value", "unit", "held"), [(12, "%", True), (12.4, "%", True), (81.2, "years", False),
                                (180.0, "per 1,000", False)],
)  # fmt: skip
def test_counts_are_kept_together_only_where_the_value_is_their_ratio(
    value: float, unit: str, held: bool
) -> None:
    rows = [("area_code", "value", "numerator", "denominator"), ("E05009388", value, 124, 1000)]
    own = intake.accept(files.csv(rows), "f", replace(files.DETAILS, unit=unit, period="2023"))
    assert own.table["denominator"].notna().all() == held
    assert own.table["lower_95"].notna().all() == held
    assert own.indicator.aggregation is (Aggregation.COUNTS if held else Aggregation.NONE)


def test_yearly_populations_are_multiplied_and_it_is_said() -> None:
    dated = deaths(["Abingdon"], heading="population").replace(b"\n", b",2019-23\n")
    outcome = understood(dated.replace(b"population,2019-23", b"population,period"))
    assert outcome.understood is not None
    assert "multiplied by 5 to give person-years" in outcome.understood.remarks[0]


def test_wards_taken_together_have_one_life_table() -> None:
    starts = [0, 1, *range(5, 95, 5)]
    double = stats.life_expectancy([2 * d for d in DEATHS], [10 * p for p in PEOPLE], starts)
    details = replace(files.DETAILS, unit="years")
    codes = {
        "Both": (areas.resolve("Abingdon", "wards-2022"), areas.resolve("Holland", "wards-2022"))
    }
    found = intake.work_out(deaths(["Abingdon", "Holland"]), "f", details, (), Wishes(), codes)
    assert found["area_code"].tolist() == ["Both"]
    assert found["lower_95"].iloc[0] == pytest.approx(double.interval.lower)


def test_age_bands_that_are_dates_or_leave_gaps_are_faults() -> None:
    dated = [{"5-9": "05-Sep", "10-14": "Oct-14"}.get(band, band) for band in BANDS]
    found = faults(deaths(["Abingdon"], dated))
    assert [text.split(":")[0] for text in found] == [
        "row 4, column B (age)",
        "row 5, column B (age)",
    ]
    assert "turned the band into a date" in found[0]
    odd = ["0-4" if band == "1-4" else band for band in BANDS]
    assert "0 and a band from 0, which overlap" in faults(deaths(["Abingdon"], odd))[0]


def test_what_the_life_table_refuses_is_named_with_its_area() -> None:
    rows = [("ward", "age", "deaths", "population", "year")]
    rows += [("Abingdon", b, 0, 500, 2023) for b in ("0", "1-4", "5+")]
    (fault,) = faults(files.csv(rows))
    assert fault.startswith("E05009388, 2023: ")


def test_areas_of_one_s_own_are_worked_out_and_never_mapped() -> None:
    content = deaths(["Northfield", "Southfield"])
    assert "no area known here: 'Northfield' and 'Southfield'" in faults(content)[0]
    details = replace(files.DETAILS, unit="years", period="2019-23")
    found = intake.work_out(content, "f", details, (), Wishes(own_areas=True))
    assert found["area_code"].tolist() == ["Northfield", "Southfield"]
    assert np.isfinite(found["value"]).all()
    with pytest.raises(IntakeError, match="no map here holds"):
        intake.accept(content, "f", details, (), Wishes(own_areas=True))


def test_groups_are_breakdowns() -> None:
    rows = [("area_code", "ethnic group", "value")]
    rows += [(c, g, 5) for c in files.WARDS[:4] for g in ("Black African", "Arab")]
    own = intake.accept(files.csv(rows), "f", files.DETAILS)
    (breakdown,) = own.indicator.breakdowns
    assert (breakdown.id, dict(breakdown.groups)) == (
        "group",
        {"black-african": "Black African", "arab": "Arab"},
    )
    assert set(own.table["breakdown"]) == {"group=black-african", "group=arab"}


def test_the_sheet_with_the_areas_is_chosen() -> None:
    def add(book, sheet) -> None:
        data = book.create_sheet("Data")
        for row in [("area_code", "value"), *((c, 3) for c in files.WARDS)]:
            data.append(row)
        sheet.append(("More words", "and more"))

    outcome = understood(files.xlsx([("About", "this"), ("Words", "words")], add))
    assert outcome.understood is not None
    assert outcome.understood.rows == 36
    assert outcome.understood.remarks[0] == "Read from sheet 'Data'; not from sheet 'Sheet'."


def test_an_area_set_that_is_not_held_is_a_problem() -> None:
    for wishes in (Wishes(area_set="nowhere"), Wishes(rebase_to="nowhere")):
        assert "'nowhere'" in faults(files.by_area(files.WARDS), wishes)[0]
    (fault,) = faults(files.by_area(files.WARDS), Wishes(rebase_to="practices-2024"))
    assert "from wards-2022 to practices-2024" in fault


def test_a_layer_s_figures_are_taken_in() -> None:
    outcome = understood(files.geojson(files.layer()))
    assert outcome.problems == ()
    assert outcome.understood is not None
    assert outcome.understood.content is Content.FIGURES
    assert table(files.geopackage(files.layer()))["value"].sum() == sum(range(1, 37))


def test_areas_elsewhere_alone_are_not_left_out_in_silence() -> None:
    content = files.csv([("ward", "value"), ("Somewhere", 3), ("Elsewhere", 4)])
    (fault,) = faults(content, Wishes(leave_out_elsewhere=True))
    assert "no area known here" in fault
