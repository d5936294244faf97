"""A reader's own figures in every format: marked as user supplied, and made for their session."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.unit.own import own_figures
from tests.unit.test_disclosure_everywhere import read

from explorer.errors import SelectionError
from explorer.exports import CHART_FORMATS, export_chart, export_map
from explorer.exports.base import Format
from explorer.keeping import Session, within
from explorer.model import Selection
from explorer.views import charts, of_selection, selections
from explorer.views.layout import Layout

NAME = "Damp homes (user supplied)"


@pytest.fixture
def session() -> Session:
    session = Session()
    session.add(own_figures("Damp homes"))
    return session


def selection(session: Session) -> Selection:
    return selections.complete(Selection(next(iter(session.figures))))


@pytest.mark.parametrize("form", Format)
def test_a_map_says_so_in_every_format(session: Session, form: Format) -> None:
    with within(session):
        view = of_selection.map_view(selection(session))
        made = export_map(view, form, Layout(dpi=60))
    text = read(form, made.content)
    assert made.name.startswith("own-damp-homes-0a1b2c-wards-2022-2023-map.")
    # A picture's words are drawn, and its description holds them; see the test below.
    assert NAME in text or form is Format.PNG
    assert "user supplied" in text.lower() or form is Format.PNG


def test_a_picture_says_so_in_its_description(session: Session) -> None:
    with within(session):
        content = export_map(of_selection.map_view(selection(session)), Format.PNG).content
    assert NAME.encode() in content


@pytest.mark.parametrize("form", sorted(CHART_FORMATS))
def test_a_chart_says_so_in_every_format(session: Session, form: Format) -> None:
    with within(session):
        view = charts.ranked(selection(session))
        assert view is not None
        text = read(form, export_chart(view, form, Layout(dpi=60)).content)
    assert NAME in text or form is Format.PNG


@pytest.fixture(scope="module")
def writes() -> list[str]:
    """Files that Python opens to write to, from now on; the hook cannot be taken off again."""
    found: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            is_written = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            if is_written or (isinstance(mode, str) and set(mode) & set("wax+")):
                found.append(str(path))

    sys.addaudithook(hook)
    return found


@pytest.mark.parametrize("form", Format)
def test_no_format_is_written_to_disk_on_its_way(
    session: Session, form: Format, writes: list[str]
) -> None:
    with within(session):
        view = of_selection.map_view(selection(session))
        before = [path for path in writes if "__pycache__" not in path]
        export_map(view, form, Layout(dpi=60))
    assert [path for path in writes if "__pycache__" not in path] == before


def test_the_watch_sees_what_is_written(tmp_path: Path, writes: list[str]) -> None:
    (tmp_path / "seen.txt").write_text("x")
    assert str(tmp_path / "seen.txt") in writes


def test_a_file_that_was_promised_is_made_in_the_session_and_not_after_it(session: Session) -> None:
    with within(session):
        view = of_selection.map_view(selection(session))
        promised = session.promise(lambda: export_map(view, Format.CSV).content)
    assert NAME in promised().decode()
    session.forget()
    with pytest.raises(SelectionError, match="has ended"):
        promised()
