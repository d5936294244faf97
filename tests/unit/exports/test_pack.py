"""Packs: every fault of a spec at once, and a ZIP file to use, cite, check and make again."""

import io
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from explorer import registry, store
from explorer.errors import SelectionError
from explorer.exports import Format, pack, pack_spec
from explorer.exports.pack_spec import Kind
from explorer.model import Selection
from explorer.views import of_selection
from explorer.views.layout import Layout

SPEC = """
title: Life expectancy, for the strategy
address: https://explorer.example.org/
formats: [csv]
layouts:
  page: {size: a4-portrait, dpi: 50}
  small: {size: 120x90, dpi: 50, notes: false}
figures:
  - indicator: life-expectancy
    area_set: wards-2002
    period: 2010-14
    by: {sex: male}
    highlight: [Westbourne, E05000637]
    headline: Fourteen years apart
    formats: [png, csv]
  - indicator: global-majority
    period: 2021
    formats: [geojson, docx]
    layouts: [small]
  - {indicator: life-expectancy, kind: chart, formats: [pptx]}
  - {indicator: life-expectancy, period: 2010-14, by: {sex: male}}
"""
FAULTS = """
title: Faults
formats: [png]
layouts: {page: {size: a4-portrait}, odd: {size: 1x1}}
figures:
  - {indicator: no-such-thing}
  - {indicator: life-expectancy, period: 1850, layouts: [poster]}
  - {indicator: life-expectancy, colour: red, formats: [jpeg]}
  - {indicator: life-expectancy, layouts: [page], highlight: [Atlantis]}
  - {indicator: life-expectancy, layouts: [odd]}
  - {indicator: life-expectancy, kind: chart, formats: [gpkg], layouts: [page]}
  - {indicator: life-expectancy, formats: [], layouts: [page]}
  - just a word
"""


@pytest.fixture(scope="module")
def made() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(pack.write(pack_spec.read(SPEC)).content))


def test_a_spec_is_read_with_everything_it_says() -> None:
    spec = pack_spec.read(SPEC)
    first, second, chart, last = spec.figures
    assert spec.title == "Life expectancy, for the strategy"
    assert first.selection == Selection(
        "life-expectancy", "wards-2002", "2010-14", (("sex", "male"),), ("E05000648", "E05000637")
    )
    assert first.formats == (Format.PNG, Format.CSV)
    assert [name for name, _ in first.layouts] == ["page", "small"]
    assert {layout.headline for _, layout in first.layouts} == {"Fourteen years apart"}
    assert second.selection.period == "2021"
    assert [layout.notes for _, layout in second.layouts] == [False]
    assert chart.kind is Kind.CHART
    assert last.formats == (Format.CSV,)


def test_links_lead_back_to_the_view() -> None:
    for figure in pack_spec.read(SPEC).figures:
        link = urlsplit(figure.layouts[0][1].permalink)
        assert (link.netloc, link.path) == ("explorer.example.org", "/map-studio")
        assert Selection.from_query(dict(parse_qsl(link.query))) == figure.selection


def test_all_stands_for_every_indicator() -> None:
    spec = pack_spec.read("{title: All, figures: all, formats: [png, xlsx]}")
    assert [f.selection.indicator for f in spec.figures] == list(registry.indicators())
    assert len(pack.pieces(spec)) == 2 * len(registry.indicators())


def test_every_fault_is_found_at_once_and_names_its_entry() -> None:
    with pytest.raises(SelectionError) as raised:
        pack_spec.read(FAULTS, "faults.yaml")
    said = [str(problem) for problem in raised.value.problems]
    for entry, *words in (
        ("figure 1 (no-such-thing)", "indicator"),
        ("figure 2 (life-expectancy)", "1850"),
        ("figure 2 (life-expectancy)", "'poster'", "page, odd"),
        ("figure 3 (life-expectancy)", "colour", "'red'"),
        ("figure 3 (life-expectancy)", "'jpeg'"),
        ("figure 4 (life-expectancy)", "Atlantis"),
        ("figure 5 (life-expectancy)", "1x1"),
        ("figure 6 (life-expectancy)", "gpkg"),
        ("figure 7 (life-expectancy)", "empty list"),
        ("figure 8", "just a word"),
    ):
        match = [line for line in said if f"faults.yaml, {entry}" in line]
        assert any(all(word in line for word in words) for line in match), (entry, words, said)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: [", "YAML"),
        ("figures: all", "title"),
        ("title: x", "figures"),
        ("just words", "title"),
        ("{title: x, figures: some}", "figures"),
        ("{title: x, figures: []}", "empty list"),
        ("{title: x, figures: all, colour: red}", "colour"),
        ("{title: x, figures: all, formats: [jpeg]}", "jpeg"),
    ],
)
def test_a_spec_that_is_none_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(SelectionError, match=words):
        pack_spec.read(text, "spec.yaml")


def test_a_pack_holds_every_file_under_a_name_that_says_what_is_in_it(
    made: zipfile.ZipFile,
) -> None:
    assert made.testzip() is None
    folder = "life-expectancy/life-expectancy-male-wards-2002-2010-14"
    assert made.namelist() == [
        "README.txt",
        "citation.txt",
        "citation.bib",
        "global-majority/global-majority-wards-2022-2021-map.docx",
        "global-majority/global-majority-wards-2022-2021-map.geojson",
        f"{folder}-chart.pptx",
        f"{folder}-map-2.csv",
        f"{folder}-map-page.png",
        f"{folder}-map-small.png",
        f"{folder}-map.csv",
        "checksums.sha256",
    ]


def test_checksums_are_those_of_the_files(made: zipfile.ZipFile, tmp_path: Path) -> None:
    lines = made.read("checksums.sha256").decode().splitlines()
    held = dict(reversed(line.split("  ", 1)) for line in lines)
    assert sorted(held) == sorted(set(made.namelist()) - {"checksums.sha256"})
    for path, digest in held.items():
        assert store.digest(made.read(path)) == digest
    made.extractall(tmp_path)
    command = ["sha256sum", "--check", "--strict", "--quiet", "checksums.sha256"]
    assert subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout == b""


def test_the_readme_says_of_each_figure_what_its_files_say(made: zipfile.ZipFile) -> None:
    text = made.read("README.txt").decode()
    for figure in pack_spec.read(SPEC).figures:
        provenance = of_selection.map_view(figure.selection).provenance
        for said in (provenance.source, provenance.licence, provenance.period, *provenance.notes):
            assert said in text
        assert figure.layouts[0][1].permalink in text
    assert "Fourteen years apart" in text
    for path in set(made.namelist()) - {"README.txt"}:
        assert path in text


def test_sources_are_cited_in_words_and_in_bibtex(made: zipfile.ZipFile) -> None:
    words, bibtex = (made.read(f"citation.{end}").decode() for end in ("txt", "bib"))
    for figure in pack_spec.read(SPEC).figures:
        selection = figure.selection
        indicator = registry.indicator(selection.indicator)
        source = registry.sources()[
            indicator.series_for(selection.area_set, selection.period).source
        ]
        assert source.publisher in words
        assert source.title.rstrip(".") in words
        assert f"@misc{{{source.id}," in bibtex
    assert bibtex.count("@misc") == len(set(bibtex.split("@misc")[1:]))
    assert bibtex.count("{") == bibtex.count("}")


def test_progress_is_told_after_each_file() -> None:
    spec = pack_spec.read("{title: x, figures: [{indicator: no2, formats: [csv, geojson]}]}")
    told: list[tuple[int, int, str]] = []
    pack.write(spec, lambda *report: told.append(report))
    assert [(number, of) for number, of, _ in told] == [(1, 2), (2, 2)]
    assert [path for *_, path in told] == [piece.path for piece in pack.pieces(spec)]


def test_the_same_spec_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    every = ", ".join(form.value for form in Format)
    text = f"{{title: x, figures: [{{indicator: no2, dpi: 50, formats: [{every}]}}]}}"
    first, second = (pack.write(pack_spec.read(text)) for _ in range(2))
    assert first.name == "x.zip"
    for one, other in zip(*(_files(made.content) for made in (first, second)), strict=True):
        assert one == other, one[0]
    assert first.content == second.content


def test_files_that_cannot_be_made_are_all_named(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = pack_spec.read(
        "{title: x, formats: [csv], figures: [{indicator: no2}, {indicator: pm25}]}"
    )

    def refuse(*_: object) -> None:
        pack_spec.Layout(size="1x1")

    monkeypatch.setattr(pack.exports, "export_map", refuse)
    with pytest.raises(SelectionError) as raised:
        pack.write(spec)
    places = [problem.where for problem in raised.value.problems]
    assert places == ["spec, figure 1 (no2), size", "spec, figure 2 (pm25), size"]


def test_a_spec_without_an_address_still_says_how_to_find_the_view() -> None:
    spec = pack_spec.read("{title: x, formats: [csv], figures: [{indicator: no2}]}")
    link = "map-studio?indicator=no2&areas=wards-2022&period=2019"
    assert spec.figures[0].layouts == (("", Layout(permalink=link)),)
    files = dict(_files(pack.write(spec).content))
    assert f"{link} (after the app's address)" in files.pop("README.txt").decode()
    (table,) = [content.decode() for name, content in files.items() if name.endswith(".csv")]
    assert f",{link}\r\n" in table


def _files(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [(name, package.read(name)) for name in package.namelist()]
