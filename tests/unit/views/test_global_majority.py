"""The Global Majority page says what the census counts."""

import pytest

from explorer.views import global_majority, selections
from explorer.views.base import ChartKind


def test_headline_gives_boroughs_and_the_ends_of_the_range() -> None:
    view = global_majority.map_view(global_majority.selection_of("global-majority"))
    assert view.headline == (
        "Global Majority residents are 44.8% of Westminster and 36.3% of Kensington and Chelsea, "
        "from 22.2% in Royal Hospital to 66.9% in Church Street"
    )
    assert len(view.frame) == 36


def test_borough_with_the_larger_share_comes_first() -> None:
    view = global_majority.map_view(global_majority.selection_of("white"))
    assert view.headline.startswith(
        "Residents of White ethnic groups are 63.7% of Kensington and Chelsea and 55.2% of"
    )


@pytest.mark.parametrize("area_set", ["wards-2022", "msoa-2021", "lsoa-2021"])
@pytest.mark.parametrize("choice", list(global_majority.choices()))
def test_every_choice_is_held_and_goes_there_and_back(choice: str, area_set: str) -> None:
    selection = selections.complete(global_majority.selection_of(choice, area_set))
    assert global_majority.choice_of(selection) == choice
    assert global_majority.map_view(selection).frame["value"].notna().all()


def test_chosen_area_stands_before_the_boroughs_with_number_and_share() -> None:
    selection = global_majority.selection_of("global-majority").changed(highlighted=("E05013794",))
    table = global_majority.beside(selection)
    assert table.frame["area_name"].tolist() == [
        "Church Street",
        "Westminster",
        "Kensington and Chelsea",
    ]
    assert table.frame["numerator"].tolist()[1:] == [91504, 51979]
    assert "Church Street: 66.9%" in global_majority.map_view(selection).subtitle


def test_composition_adds_up_in_every_ward() -> None:
    chart = global_majority.composition()
    assert chart.kind is ChartKind.STACKED
    whole = chart.frame.groupby("label")["value"].sum()
    assert len(whole) == 36
    assert whole.to_numpy() == pytest.approx(100, abs=0.01)
    assert chart.title == "Global Majority residents are more than half in 7 of the 36 wards"
    assert chart.frame["label"].iloc[0] == "Church Street"


def test_white_groups_come_last_so_that_the_rest_reads_as_one_share() -> None:
    chart = global_majority.composition()
    assert chart.frame["group"].unique().tolist() == ["Asian", "Black", "Mixed", "Other", "White"]
    assert [label for label, _ in chart.colours] == chart.frame["group"].unique().tolist()


def test_nineteen_groups_largest_first() -> None:
    table = global_majority.detailed()
    assert len(table.frame) == 19
    arab = table.frame.set_index("group").loc["Other: Arab"]
    assert arab["E09000033"] == "7.6% (15,439)"
    assert table.frame["group"].iloc[0].startswith("White: English")


def test_finding_opens_the_page_on_what_it_says() -> None:
    finding = global_majority.overview_finding()
    assert "44.8% of Westminster" in finding.sentence
    assert dict(finding.query) == {
        "indicator": "global-majority",
        "areas": "wards-2022",
        "period": "2021",
    }
