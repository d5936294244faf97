"""The command line writes finished files, and answers mistakes in words."""

import csv
import errno
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from explorer import cli
from explorer.errors import SelectionError

RUN = CliRunner()
PAIR = ("--highlight", "Westbourne", "--highlight", "Knightsbridge and Belgravia")
MEN = ("life-expectancy", "--by", "sex=male", "--period", "2010-14", "--area-set", "wards-2002")


def test_a_map_is_written_as_asked(tmp_path: Path) -> None:
    out = tmp_path / "pair.svg"
    result = RUN.invoke(
        cli.app,
        ["export", "map", *MEN, *PAIR, "--out", str(out), "--classify", "own:78,82",
         "--palette", "grey", "--size", "180x120", "--note", "Draft for the board",
         "--labels", "none", "--no-north-arrow", "--legend", "below"],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    drawing = out.read_text()
    assert "78.0 to 81.9" in drawing
    assert "Draft for the board" in drawing
    assert str(out) in result.output


def test_the_ending_names_the_format_and_a_folder_gets_a_telling_name(tmp_path: Path) -> None:
    by_ending = RUN.invoke(cli.app, ["export", "map", *MEN, "--out", str(tmp_path / "a.csv")])
    assert by_ending.exit_code == 0, by_ending.output
    assert (tmp_path / "a.csv").read_text().startswith("level,area_code")
    folder = RUN.invoke(
        cli.app, ["export", "map", *MEN, "--format", "geojson", "--out", str(tmp_path)]
    )
    assert folder.exit_code == 0, folder.output
    assert (tmp_path / "life-expectancy-male-wards-2002-2010-14-map.geojson").exists()


def test_colours_against_a_benchmark(tmp_path: Path) -> None:
    out = tmp_path / "england.csv"
    result = RUN.invoke(
        cli.app,
        ["export", "map", *MEN, "--classify", "benchmark", "--benchmark", "England",
         "--out", str(out)],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "Cannot be told from England" in out.read_text()


def test_a_chart_is_written(tmp_path: Path) -> None:
    out = tmp_path / "wards.csv"
    result = RUN.invoke(cli.app, ["export", "chart", *MEN, "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "Westbourne,75.3,73.7,76.8" in out.read_text()


def test_the_explorer_s_address_puts_a_link_into_the_file(tmp_path: Path) -> None:
    out = tmp_path / "linked.csv"
    result = RUN.invoke(
        cli.app,
        ["export", "map", *MEN, "--address", "https://explorer.example.org", "--out", str(out)],
    )
    assert result.exit_code == 0, result.output
    assert "https://explorer.example.org/map-studio?indicator=life-expectancy" in out.read_text()


def test_without_an_address_a_file_holds_the_end_of_the_link(tmp_path: Path) -> None:
    for out in (tmp_path / "end.csv", tmp_path / "end.svg"):
        result = RUN.invoke(cli.app, ["export", "map", *MEN, "--out", str(out)])
        assert result.exit_code == 0, result.output
    assert ",map-studio?indicator=life-expectancy" in (tmp_path / "end.csv").read_text()
    root = ElementTree.fromstring((tmp_path / "end.svg").read_bytes())
    said = root.find("{http://www.w3.org/2000/svg}desc").text
    written = " ".join(
        text for one in root.iter("{http://www.w3.org/2000/svg}text") for text in one.itertext()
    )
    assert "Link to this view: map-studio?indicator=life-expectancy" in said
    assert "map-studio" not in written


def test_an_address_may_stand_in_the_environment(tmp_path: Path) -> None:
    out = tmp_path / "linked.csv"
    result = RUN.invoke(
        cli.app,
        ["export", "map", *MEN, "--out", str(out)],
        env={"EXPLORER_ADDRESS": "https://explorer.example.org"},
    )
    assert result.exit_code == 0, result.output
    assert "https://explorer.example.org/map-studio?" in out.read_text()


def test_a_figure_of_the_studio_is_written_from_its_link(tmp_path: Path) -> None:
    out = tmp_path / "composed.svg"
    link = (
        "https://explorer.example.org/map-studio?indicator=life-expectancy&areas=wards-2002"
        "&period=2010-14&sex=male&panels=sex&size=slide&headline=As+composed&palette=grey"
    )
    result = RUN.invoke(cli.app, ["export", "studio", link, "--out", str(out)])
    assert result.exit_code == 0, result.output
    drawing = out.read_text()
    assert 'width="338.7mm"' in drawing
    for text in ("As composed", "Women", "Link to this view: https://explorer.example.org/map"):
        assert text in drawing


def test_a_page_is_written_from_its_link(tmp_path: Path) -> None:
    out = tmp_path / "page.pdf"
    link = "https://explorer.example.org/gaps/compare?areas=wards-2022"
    result = RUN.invoke(cli.app, ["export", "page", link, "--out", str(out)])
    assert result.exit_code == 0, result.output
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert "https://explorer.example.org/gaps/compare?" in "".join(text.split())


def test_a_pack_is_written_from_its_spec(tmp_path: Path) -> None:
    spec, out = tmp_path / "spec.yaml", tmp_path / "pack.zip"
    spec.write_text(
        "title: Two boroughs\nformats: [csv]\n"
        "figures: [{indicator: life-expectancy, by: {sex: male}}, {indicator: global-majority}]\n"
    )
    result = RUN.invoke(cli.app, ["export", "pack", "--spec", str(spec), "--out", str(out)])
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(out) as pack:
        assert pack.testzip() is None
        assert {"README.txt", "checksums.sha256"} <= set(pack.namelist())
        assert sum(name.endswith("-map.csv") for name in pack.namelist()) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["map", "life-expectency"], "life-expectancy"),
        (["map", *MEN, "--classify", "magic"], "natural-breaks"),
        (["map", *MEN, "--classify", "own:a"], "numbers with commas"),
        (["map", *MEN, "--palette", "pink"], "grey"),
        (["map", *MEN, "--benchmark", "Camden"], "E09000033"),
        (["map", *MEN, "--highlight", "Westborne"], "Westbourne"),
        (["map", *MEN, "--size", "huge"], "a4-landscape"),
        (["map", *MEN, "--dpi", "9"], "300"),
        (["map", *MEN, "--out", "map.tiff"], "geojson"),
        (["chart", *MEN, "--format", "gpkg"], "no boundaries"),
        (["pack", "--spec", "nowhere.yaml"], "no such file"),
        (["page", "map-studio"], "explorer export studio"),
        (["studio", "map-studio?indicator=nonsense"], "nonsense"),
        (["studio", "https://x.org/gradient?sex=male"], "explorer export page"),
        (["studio", "map-studio?indicator=no2&size=huge"], "a4-landscape"),
        (["page", "evidence", "--query", "theme=nonsense"], "air quality"),
    ],
)
def test_mistakes_are_answered_in_words(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["explorer", "export", *arguments])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert words in error
    assert "Traceback" not in error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("fault", "words"), [(errno.ENOSPC, "a full disk"), (errno.EACCES, "may not be written")]
)
def test_a_disk_that_refuses_is_named_and_leaves_no_half_file(
    fault: int,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(_: int) -> None:
        raise OSError(fault, "refused")

    monkeypatch.setattr("os.fsync", refuse)
    out = tmp_path / "map.csv"
    monkeypatch.setattr("sys.argv", ["explorer", "export", "map", *MEN, "--out", str(out)])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_story_becomes_a_document(tmp_path: Path) -> None:
    out = tmp_path / "story.pdf"
    asked = ["export", "story", "Westminster", "--theme", "population", "--out", str(out)]
    result = RUN.invoke(cli.app, asked)
    assert result.exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")
    folder = RUN.invoke(cli.app, [*asked[:-1], str(tmp_path), "--format", "docx"])
    assert folder.exit_code == 0
    assert (tmp_path / "story-westminster-population.docx").exists()


def test_evidence_and_outcomes_become_documents_and_spreadsheets(tmp_path: Path) -> None:
    told = tmp_path / "air.csv"
    asked = ["export", "evidence", "--theme", "air quality", "--out", str(told)]
    assert RUN.invoke(cli.app, asked).exit_code == 0
    themes = {row["theme"] for row in csv.DictReader(told.open(encoding="utf-8"))}
    assert themes == {"air quality"}
    framework = tmp_path / "outcomes.xlsx"
    assert RUN.invoke(cli.app, ["export", "outcomes", "--out", str(framework)]).exit_code == 0
    assert zipfile.is_zipfile(framework)
    refused = RUN.invoke(cli.app, ["export", "evidence", "--theme", "wages"])
    assert isinstance(refused.exception, SelectionError)
    assert "air quality" in str(refused.exception)
