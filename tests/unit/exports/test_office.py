"""Word and PowerPoint files opened by programs that did not write them.

LibreOffice turns them into pages; the strict reader follows every relation of the package and
parses every part.
"""

import io
import posixpath
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exports import readers

from explorer.exports import office, slides, word
from explorer.model import Selection
from explorer.views import charts, gaps, life_expectancy, tables
from explorer.views.layout import Layout

MEN = Selection("life-expectancy", "wards-2002", "2010-14", (("sex", "male"),))
SMALL = Layout(dpi=50)
MADE = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
Opens = Callable[[bytes, str, Path], str]


def strictly(content: bytes, _ending: str, _folder: Path) -> str:
    """Parse every part, follow every relation, find every type; return all text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert names[0] == "[Content_Types].xml"
        assert len(names) == len(set(names))
        files = {name: package.read(name) for name in names}
    trees = {
        name: ElementTree.fromstring(held)
        for name, held in files.items()
        if name.endswith((".xml", ".rels"))
    }
    types = trees["[Content_Types].xml"]
    endings = {e.get("Extension") for e in types.iter(f"{TYPES}Default")}
    named = {e.get("PartName") for e in types.iter(f"{TYPES}Override")}
    assert named <= {f"/{name}" for name in names}
    for name in names[1:]:
        assert f"/{name}" in named or name.rsplit(".", 1)[-1] in endings, name
    for name, tree in trees.items():
        if name.endswith(".rels"):
            base = posixpath.dirname(posixpath.dirname(name))
            for relation in tree.iter(RELATION):
                if relation.get("TargetMode") != "External":
                    target = posixpath.join("/", base, relation.get("Target") or "")
                    assert posixpath.normpath(target).lstrip("/") in names
    return " ".join(text for tree in trees.values() for text in tree.itertext())


def in_libreoffice(content: bytes, ending: str, folder: Path) -> str:
    """Turn a file into a PDF and return its text."""
    return readers.text_of(readers.in_libreoffice(content, ending, folder))


OPENERS: list[Opens] = [strictly, in_libreoffice]


@pytest.mark.parametrize("opener", OPENERS)
def test_a_document_opens_elsewhere(opener: Opens, tmp_path: Path) -> None:
    view = life_expectancy.map_view(MEN)
    content = word.write(view, tables.table_view(MEN), SMALL, [charts.ranked(MEN)])
    text = " ".join(opener(content, "docx", tmp_path).split())
    for said in (view.headline, "Knightsbridge and Belgravia", "E05000637", "How to read"):
        assert said in text


@pytest.mark.parametrize("opener", OPENERS)
def test_slides_open_elsewhere(opener: Opens, tmp_path: Path) -> None:
    view = life_expectancy.map_view(MEN)
    gap = gaps.through_time_chart(MEN, *view.frame["area_code"][:2])
    assert gap is not None, "whose interval is a band"
    content = slides.write(view, SMALL, [charts.ranked(MEN), gap])
    text = " ".join(opener(content, "pptx", tmp_path).split())
    for said in (view.headline, charts.ranked(MEN).title, gap.title, view.provenance.source):
        assert said in text


def test_text_is_split_where_its_direction_turns() -> None:
    assert list(office.by_direction("Ward")) == [("Ward", False)]
    assert list(office.by_direction("שכונה מערבית (West)")) == [
        ("שכונה מערבית", True),
        (" (West)", False),
    ]
    assert list(office.by_direction("by حي وستمنستر, 1")) == [
        ("by ", False),
        ("حي وستمنستر", True),
        (", 1", False),
    ]


@given(st.text())
def test_splitting_text_loses_nothing(text: str) -> None:
    assert "".join(piece for piece, _ in office.by_direction(text)) == text


def test_a_package_depends_on_its_files_and_date_alone() -> None:
    files = {"b.txt": b"two", "a.txt": b"one"}
    first = office.zipped(files, MADE)
    assert first == office.zipped(dict(files), MADE)
    assert first == office.sealed(first, MADE)
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert package.namelist() == ["b.txt", "a.txt"]


def test_a_date_before_zip_files_is_written_as_their_first() -> None:
    content = office.zipped({"a": b""}, datetime(1970, 1, 1, tzinfo=UTC))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
