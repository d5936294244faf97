"""The record of a workshop as files, in which what people typed is text and nothing else."""

import csv
import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from tests.unit.workshop import rooms

from explorer.errors import SelectionError
from explorer.exports.workshops import FORMATS, export_record
from explorer.workshop.model import Record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    _, leading, _ = rooms.held(tmp_path_factory.mktemp("state"))
    return leading.record()


def test_word_holds_notes_dots_and_guesses_as_text(record: Record) -> None:
    export = export_record(record, "docx")
    assert export.name == f"workshop-{record.workshop.code.lower()}.docx"
    document = Document(io.BytesIO(export.content))
    said = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "3 people took part, 4 scenes were shown." in " ".join(said)
    assert "<script>alert(1)</script>" in " ".join(cells)
    assert len(document.inline_shapes) == 2


def test_workbook_has_a_sheet_a_table_and_runs_nothing(record: Record) -> None:
    book = load_workbook(io.BytesIO(export_record(record, "xlsx").content))
    assert [name for name in book.sheetnames if name.startswith("Table")] == [
        f"Table {number}" for number in range(1, 6)
    ]
    cells = [cell for row in book["Table 1"].iter_rows() for cell in row if cell.value is not None]
    assert f"'{rooms.NASTY}" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)


def test_csv_is_one_tidy_table(record: Record) -> None:
    text = export_record(record, "csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 19
    nasty = next(row for row in rows if row["area_code"] == rooms.CHURCH_STREET)
    assert nasty["text"] == f"'{rooms.NASTY}"
    assert nasty["source"] == "Workshop 'The gap'"
    assert nasty["standing"] == "user supplied"


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_workshop_can_be_exported(form: str, tmp_path: Path) -> None:
    _, leading, _ = rooms.opened(tmp_path)
    assert len(export_record(leading.record(), form).content) > 100


def test_another_format_is_refused(record: Record) -> None:
    with pytest.raises(SelectionError, match="workshop's record"):
        export_record(record, "png")
