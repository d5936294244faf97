"""Every single figure carries its standing, and disagreements are shown."""

from collections.abc import Callable

import pytest

from explorer.model import Standing
from explorer.views import global_majority_health as health
from explorer.views.base import Passage


@pytest.mark.parametrize(
    "passage", [health.ratios, health.flu, health.arabic, health.stated_against_census]
)
def test_every_row_is_marked_and_no_table_mixes_standings(
    passage: Callable[[], Passage],
) -> None:
    for table in passage().tables:
        standings = {text.split(",")[0] for text in table.frame["standing"]}
        assert standings == {table.provenance.standing.value}
        assert table.caption.lower().startswith(table.provenance.standing.value)


def test_ratios_of_the_needs_assessment() -> None:
    assessment, partnership = health.ratios().tables
    assert assessment.frame["figure"].tolist() == [
        "almost 4 times",
        "3 times",
        "3 times",
        "twice",
        "almost 1.5 times",
    ]
    assert set(assessment.frame["standing"]) == {"stated, March 2022"}
    assert set(partnership.frame["standing"]) == {"stated, period not given"}


def test_diabetes_names_a_most_common_group_only_where_intervals_stand_apart() -> None:
    chart = health.diabetes()
    assert chart.title.endswith("type 2 diabetes was most common among Asian patients")
    assert "Asian 7.69% (95% interval 7.46 to 7.92)" in chart.text_alternative
    assert chart.provenance.standing is Standing.PEER_REVIEWED


def test_odds_ratios_stand_beside_crude_prevalence() -> None:
    odds = health.diabetes_table().frame.set_index("group")["odds"]
    assert odds.to_dict() == {
        "Asian": "2.36",
        "Black": "1.65",
        "White": "1.00",
        "Mixed and other": "1.17",
    }


def test_flu_keeps_rough_statements_apart_from_published_coverage() -> None:
    stated, published, national = health.flu().tables
    assert stated.frame["figure"].tolist() == ["about 45%", "about 45%", "about 70%"]
    assert published.frame["figure"].tolist() == ["54.0%", "53.3%"]
    assert "95% interval 52.8 to 53.9" in published.frame["what"].iloc[1]
    assert "no interval held" in national.frame["what"].iloc[0]


def test_arabic_speakers_are_counted_and_stated() -> None:
    passage = health.arabic()
    assert "7,446 residents of Westminster (3.7% of those aged 3 and over)" in passage.title
    text = _texts(passage)
    for share in ("37.9%", "28.3%", "13.8%", "5.1%"):
        assert f"The census counts {share}" in text


def test_only_the_average_that_disagrees_is_called_out() -> None:
    disagreement, sources = health.arabic().notes
    assert "'economically inactive', 23%" in disagreement
    assert "37.9% of residents aged 16 and over" in disagreement
    assert "Office for National Statistics, Census 2021" in sources


def test_stated_share_and_population_are_set_against_the_census() -> None:
    text = _texts(health.stated_against_census())
    assert "The census counts 44.8%, 3.2 percentage points fewer." in text
    assert "The census counts 204,236, 864 fewer." in text


def _texts(passage: Passage) -> str:
    return " ".join(text for table in passage.tables for text in table.frame["what"])
