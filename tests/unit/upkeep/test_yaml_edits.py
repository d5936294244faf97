from datetime import date

import pytest
import yaml

from explorer.errors import DataFileError
from explorer.model import Period
from explorer.upkeep import yaml_edits

TEXT = """\
# Kept by hand.
id: years
series:
  - id: wards
    source: one
    has_intervals: false
    caveats: [a, b]
    periods:
      - {id: 2010-14, label: 2010–14, start: 2010-01-01, end: 2014-12-31}  # the last of the old
  - id: boroughs
    source: two
    periods:
      - {id: '2020', label: '2020', start: 2020-01-01, end: 2020-12-31}
      - id: '2021'
        label: '2021'
        start: 2021-01-01
        end: 2021-12-31
"""
NEXT = Period("2022", "2022", date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize("series", ["wards", "boroughs"])
def test_a_period_is_added_last_and_all_else_stays(series: str) -> None:
    text = yaml_edits.add_periods(TEXT, "years.yaml", series, [NEXT])
    content = yaml.safe_load(text)
    changed = next(s for s in content["series"] if s["id"] == series)
    assert changed["periods"].pop() == {
        "id": "2022",
        "label": "2022",
        "start": date(2022, 1, 1),
        "end": date(2022, 12, 31),
    }
    assert content == yaml.safe_load(TEXT)
    assert [line for line in text.splitlines() if "2022" not in line] == TEXT.splitlines()


def test_settings_of_one_series_are_changed() -> None:
    values = {"has_intervals": "true", "caveats": "[b]", "source": "three"}
    text = yaml_edits.set_in_series(TEXT, "years.yaml", "wards", values)
    first, second = yaml.safe_load(text)["series"]
    assert (first["has_intervals"], first["caveats"], first["source"]) == (True, ["b"], "three")
    assert second == yaml.safe_load(TEXT)["series"][1]


def test_words_of_an_entry_are_set_whatever_they_look_like() -> None:
    text = "a:\n  from: >-\n    here and\n    there\n  accessed: '2020'\nb:\n  from: x\n"
    out = yaml_edits.set_words(text, "s.yaml", "a", {"from": "it's: #1", "accessed": "2026-01-02"})
    assert yaml.safe_load(out) == {
        "a": {"from": "it's: #1", "accessed": "2026-01-02"},
        "b": {"from": "x"},
    }


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(DataFileError, match="no series streets"):
        yaml_edits.add_periods(TEXT, "years.yaml", "streets", [NEXT])
    with pytest.raises(DataFileError, match="series boroughs: found no caveats"):
        yaml_edits.set_in_series(TEXT, "years.yaml", "boroughs", {"caveats": "[]"})
    with pytest.raises(DataFileError, match="no from"):
        yaml_edits.set_words("a: {on: 1}", "s.yaml", "a", {"from": "x"})
