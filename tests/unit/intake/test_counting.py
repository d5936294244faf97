"""Rows about people become counts of areas, and nothing of a row is left."""

from __future__ import annotations

import pytest

from explorer import areas
from explorer.errors import IntakeError
from explorer.intake import Content, Wishes, counted, understand

ROWS = "postcode,sex\n" + "W10 5NF,F\nSW1P 4DF,M\nW9 2AB,F\n" * 20
NONE = Wishes()


def test_every_area_has_its_count_by_group() -> None:
    lines = counted(ROWS.encode(), "people.csv", (), NONE).decode().splitlines()
    assert lines[0] == "area_code,sex,count"
    assert len(lines) == 1 + 2 * len(areas.codes("wards-2022"))
    counts = [int(line.rpartition(",")[2]) for line in lines[1:]]
    assert sum(counts) == 60
    assert sorted(set(counts)) == [0, 20]


def test_the_counts_are_figures_like_any_other() -> None:
    counts = counted(ROWS.encode(), "people.csv", (), NONE)
    outcome = understand(counts, "people.csv")
    assert outcome.is_accepted
    assert outcome.understood is not None
    assert outcome.understood.content is Content.FIGURES
    assert outcome.understood.area_set == "wards-2022"


def test_figures_and_files_with_faults_are_left_as_they_are() -> None:
    figures = "ward,value\n" + "\n".join(f"{code},1" for code in areas.codes("wards-2022"))
    assert counted(figures.encode(), "figures.csv", (), NONE) == b""
    assert counted(f"{ROWS}W10 5NF,purple\n".encode(), "people.csv", (), NONE) == b""


def test_what_names_people_is_refused() -> None:
    with pytest.raises(IntakeError):
        counted(b"nhs number,postcode\n943 476 5919,W10 5NF\n", "people.csv", (), NONE)
