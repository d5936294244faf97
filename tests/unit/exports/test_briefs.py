"""The briefs of all wards: each one page, all in one pack."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.unit.exports.readers import in_libreoffice

from explorer.exports import briefs
from explorer.exports.base import Export, Format
from explorer.exports.documents import export_document
from explorer.views.ward import brief, facts, found

WARDS = tuple(found.wards().values())
A4 = (595, 842)
"""Points across and down, to the point."""


@pytest.fixture(scope="module")
def progress() -> list[tuple[int, int, str]]:
    return []


@pytest.fixture(scope="module")
def pack(progress: list[tuple[int, int, str]]) -> Export:
    return briefs.write(
        Format.PDF, "https://explorer.example.org", lambda *told: progress.append(told)
    )


@pytest.fixture(scope="module")
def files(pack: Export) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pack.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_brief_is_exactly_one_a4_page_with_every_sentence_on_it(
    files: dict[str, bytes],
) -> None:
    held = [name for name in files if name.endswith(".pdf")]
    assert len(held) == 36
    for ward, name in zip(WARDS, held, strict=True):
        (page,) = PdfReader(io.BytesIO(files[name])).pages
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
        written = "".join(page.extract_text().split())
        for told in facts.sentences(ward).values():
            for sentence in told:
                assert "".join(sentence.text.split()) in written
        assert f"ward?ward={ward.code}" in written


def test_no_brief_is_set_smaller_than_can_be_read(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        if name.endswith(".pdf"):
            (page,) = PdfReader(io.BytesIO(content)).pages
            sizes: list[float] = []
            page.extract_text(
                visitor_text=lambda text, _cm, tm, _font, size, sizes=sizes: (
                    sizes.append(abs(size * tm[3])) if "people lived here" in text else None
                )
            )
            assert min(sizes, default=0) >= 7, name


def test_folders_are_boroughs_and_names_are_wards(files: dict[str, bytes]) -> None:
    assert "westminster/ward-brief-westbourne.pdf" in files
    assert "kensington-and-chelsea/ward-brief-earl-s-court.pdf" in files


def test_readme_says_what_is_found_and_whose_figures_they_are(files: dict[str, bytes]) -> None:
    readme = files["README.txt"].decode()
    assert "36 briefs, one A4 page each" in readme
    for ward in WARDS:
        assert str(facts.headline(ward)) in readme
    assert "Life expectancy at birth by ward" in readme
    assert "Royal Mail copyright" in readme


def test_checksums_are_of_every_other_file(files: dict[str, bytes]) -> None:
    lines = files["checksums.sha256"].decode().splitlines()
    assert len(lines) == len(files) - 1
    for line in lines:
        digest, name = line.split("  ", 1)
        assert hashlib.sha256(files[name]).hexdigest() == digest


def test_progress_is_told_after_each(pack: Export, progress: list[tuple[int, int, str]]) -> None:
    assert pack.name == "ward-briefs.zip"
    assert [done for done, _, _ in progress] == list(range(1, 37))
    assert {of for _, of, _ in progress} == {36}
    assert [name for _, _, name in progress] == [ward.name for ward in WARDS]


@pytest.mark.parametrize("name", ["Regent's Park", "Knightsbridge & Belgravia"])
def test_a_brief_is_one_page_in_word_too(name: str, tmp_path: Path) -> None:
    made = export_document(brief.document(found.ward(name)), Format.DOCX)
    (page,) = in_libreoffice(made.content, "docx", tmp_path).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
