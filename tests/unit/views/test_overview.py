"""The overview repeats the themes' own headlines, and its links open what they promise."""

from explorer.model import Selection
from explorer.ui.start import PAGES
from explorer.views import life_expectancy, overview, selections
from explorer.views.overview import Step


def test_four_findings_each_with_source_and_period() -> None:
    found = overview.findings()
    assert [finding.page for finding in found] == [
        "life-expectancy",
        "global-majority",
        "air-quality",
        "cancer-screening",
    ]
    assert all(finding.source and finding.period for finding in found)
    assert not any(finding.sentence.endswith(".") for finding in found)


def test_life_expectancy_gives_its_interval_and_the_later_releases() -> None:
    finding = life_expectancy.overview_finding()
    assert "14 fewer years" in finding.sentence
    assert "14.0 years (95% interval 10.2 to 17.8)" in finding.detail
    assert "16.7 years in 2015–19 and 10.4 years in 2019–23" in finding.detail
    assert "not a trend" in finding.detail


def test_links_of_findings_are_held() -> None:
    for finding in overview.findings():
        query = dict(finding.query)
        assert selections.complete(Selection.from_query(query)).indicator == query["indicator"]


def test_three_readers_each_have_somewhere_to_start() -> None:
    starts = overview.starts()
    assert len(starts) == 3
    for step in (step for start in starts for step in start.steps):
        assert step.page in PAGES
        assert _opens(step)


def test_unknowns_say_when_ward_life_expectancy_ends() -> None:
    first = overview.unknowns()[0]
    assert "not held after 2010–14" in first
    assert "to 2019–23, without intervals" in first


def _opens(step: Step) -> bool:
    query = dict(step.query)
    return not query or selections.complete(Selection.from_query(query)).indicator != ""
