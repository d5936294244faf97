"""A ward from the command line: by code, name or postcode; its brief, and those of all."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from explorer import cli
from explorer.errors import ExplorerError, SelectionError, UnknownAreaError

RUN = CliRunner()
POSTCODE, ITS_WARD = "EC4A 2LT", "E05013806"


def _json(*arguments: str) -> Any:
    result = RUN.invoke(cli.app, ["ward", *arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_a_ward_is_the_same_by_code_by_name_and_by_postcode() -> None:
    by_code = _json(ITS_WARD)
    assert (by_code["code"], by_code["name"]) == (ITS_WARD, "St James's")
    assert by_code["area_set"] == "wards-2022"
    assert by_code["borough"]["name"] == "Westminster"
    assert _json("st jamess") == by_code
    assert _json(POSTCODE) == by_code


def test_a_ward_has_its_sentences_its_places_its_figures_and_what_it_was_made_of() -> None:
    found = _json("Campden")
    assert [len(told) for told in found["sentences"].values()] == [5, 2, 2]
    first = found["sentences"]["Five things to know"][0]
    assert first["rule"] == "residents"
    assert first["numbers"]["residents"] == found["residents"] == 8_617
    assert [(one["name"], one["postcodes"]) for one in found["made_of"]] == [
        ("Campden", 292),
        ("Holland", 42),
    ]
    majority = next(one for one in found["figures"] if one["indicator"] == "global-majority")
    assert (majority["made"], majority["area_set"]) == ("counted", "wards-2022")
    life = found["places"][0]
    assert (life["indicator"], life["area_set"]) == ("life-expectancy", "wards-2002")
    assert life["first"] < life["last"] <= life["count"] == 38


def test_text_says_what_the_page_says() -> None:
    said = RUN.invoke(cli.app, ["ward", "Campden"]).output
    assert said.startswith("Campden is the least deprived of 36 wards")
    assert "Two that are going well" in said
    assert "87% of its present postcodes lay in Campden and 13% in Holland" in said


@pytest.mark.parametrize("given", [POSTCODE, "W10", "W10 6NXX", "SW1A 9ZZ"])
def test_a_postcode_is_never_printed(given: str) -> None:
    result = RUN.invoke(cli.app, ["ward", given])
    problems = result.exception.problems if isinstance(result.exception, ExplorerError) else ()
    said = f"{result.output}{' '.join(map(str, problems))}"
    assert said
    assert f"'{given}'" not in said
    assert given.replace(" ", "")[2:] not in said.replace(" ", "").replace("W106NX.", "")


def test_a_brief_is_one_page(tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    result = RUN.invoke(cli.app, ["ward", "Campden", "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert len(PdfReader(out).pages) == 1


def test_all_briefs_are_one_pack(tmp_path: Path) -> None:
    out = tmp_path / "all.zip"
    result = RUN.invoke(cli.app, ["ward", "--all", "--out", str(out), "--format", "docx"])
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        names = archive.namelist()
    assert names[0] == "README.txt"
    assert sum(name.endswith(".docx") for name in names) == 36
    assert "westminster/ward-brief-st-james-s.docx" in names


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ((), SelectionError),
        (("Campden", "--all"), SelectionError),
        (("--all", "--out", "briefs.pdf"), SelectionError),
        (("Atlantis",), UnknownAreaError),
        (("W10",), UnknownAreaError),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], fault: type[Exception]) -> None:
    assert isinstance(RUN.invoke(cli.app, ["ward", *arguments]).exception, fault)


def test_an_unknown_code_is_answered_with_the_nearest_codes() -> None:
    fault = RUN.invoke(cli.app, ["ward", "E05009309"]).exception
    assert isinstance(fault, UnknownAreaError)
    assert "The nearest codes are" in str(fault)
    assert "E05009390" in str(fault) or "E05009399" in str(fault)
