"""A small count that is withheld appears in nothing that is shown, drawn, printed or linked to."""

from __future__ import annotations

import ast
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import pytest
from pypdf import PdfReader
from tests.unit.conftest import Declare, Row
from typer.testing import CliRunner

from explorer import areas, cli, registry, store
from explorer.exports import Format, export_map
from explorer.figures import charts as drawn
from explorer.figures import web_map
from explorer.model import Selection
from explorer.views import charts, gaps, maps, painting, tables
from explorer.views.layout import Layout

LAYER = areas.load("wards-2022")
BOROUGH, OTHER = (place.code for place in registry.places().boroughs)
SMALL, NEXT = LAYER.loc[LAYER["borough_code"] == BOROUGH, "area_code"].iloc[[3, 7]]
NAME = areas.name_of(SMALL)
# Out of 100,000: counts and values that nothing else on the map has.
OUT_OF, THRESHOLD = 100_000, 8_000
SECRETS = {
    "count": 7_771.0,
    "next smallest": 12_347.0,
    "count a year before": 5_557.0,
    "next smallest a year before": 12_359.0,
    "borough": 6_661.0,
}


def forbidden(count: float) -> set[str]:
    """The ways in which a count, its value and its limits could be written."""
    numbers = [count, count / 1e3, 0.9 * count / 1e3, 1.1 * count / 1e3]
    return {
        text
        for number in numbers
        for text in (
            f"{number:.2f}",
            f"{number:,.2f}",
            f"{number:g}",
            *((f"{number:.0f}", f"{number:,.0f}") if number > 1_000 else ()),
        )
    }


def rows(small: float, following: float) -> list[Row]:
    counts = {code: 20_000.0 + 100 * place for place, code in enumerate(LAYER["area_code"])}
    counts |= {SMALL: small, NEXT: following}
    own = LAYER.loc[LAYER["borough_code"] == BOROUGH, "area_code"]
    total = sum(counts[code] for code in own)
    return [*((code, "", count) for code, count in counts.items()), (BOROUGH, "", total)]


@pytest.fixture
def wards(declare: Declare) -> Selection:
    """One ward below the threshold in both years, and the next smallest that a total would need."""
    release = {
        "2021": rows(SECRETS["count a year before"], SECRETS["next smallest a year before"]),
        "2022": rows(SECRETS["count"], SECRETS["next smallest"]),
    }
    indicator = declare({"wards-2022": release}, threshold=THRESHOLD, out_of=OUT_OF)
    return Selection(indicator.id, "wards-2022", "2022", highlighted=(SMALL, NEXT))


@pytest.fixture
def boroughs(declare: Declare) -> Selection:
    """One borough below the threshold in the earlier of two years."""
    release = {
        "2021": [(BOROUGH, "", SECRETS["borough"]), (OTHER, "", 30_000.0)],
        "2022": [(BOROUGH, "", 20_000.0), (OTHER, "", 30_000.0)],
    }
    indicator = declare({"boroughs": release}, threshold=THRESHOLD, out_of=OUT_OF)
    return Selection(indicator.id, "boroughs", "2022")


def written(frame: pd.DataFrame) -> str:
    return frame.drop(columns="geometry", errors="ignore").to_csv()


def command(*arguments: str) -> str:
    result = CliRunner().invoke(cli.app, list(arguments))
    return f"{result.output} {result.exception or ''}"


OUTPUTS: dict[str, Callable[[Selection], str]] = {
    "map, every column": lambda s: written(maps.map_view(s).frame),
    "map, its words": lambda s: repr(
        [
            (view.headline, view.subtitle, view.text_alternative, view.legend, view.provenance)
            for view in [maps.map_view(s)]
        ]
    ),
    "map of another classification": lambda s: repr(
        maps.map_view(s.changed(classification="equal-interval")).legend
    ),
    "map against a benchmark": lambda s: _against(s),
    "web map": lambda s: _page(web_map.layer(maps.map_view(s))),
    "legend": lambda s: web_map.legend_html(maps.map_view(s)),
    "table": lambda s: written(tables.table_view(s).frame),
    "ranked chart": lambda s: written(charts.ranked(s).frame),
    "ranked chart, drawn": lambda s: drawn.draw(charts.ranked(s)).to_json(),
    "ranked chart, as sent": lambda s: repr(drawn.spec(charts.ranked(s))),
    "gap of the two": lambda s: repr(gaps.between(s, SMALL, NEXT)),
    "widest gap": lambda s: repr(gaps.widest(s)),
    "gap through time": lambda s: written(gaps.through_time(s, SMALL, NEXT)),
    "command, values": lambda s: command("values", s.indicator),
    "command, values as JSON": lambda s: command("values", s.indicator, "--json"),
    "command, earlier values": lambda s: command("values", s.indicator, "--period", "2021"),
    "command, widest gap": lambda s: command("gap", s.indicator, "--json"),
    "command, gap of the two": lambda s: command(
        "gap", s.indicator, "--json", "--between", SMALL, NEXT
    ),
    "command, indicators": lambda _: command("indicators", "--json"),
    "link": lambda s: json.dumps(s.to_query()),
}


def _against(selection: Selection) -> str:
    view = maps.map_view(selection.changed(layer="benchmark", benchmark=BOROUGH))
    return written(view.frame) + repr((view.headline, view.text_alternative, view.legend))


def _page(layer: web_map.AreaLayer) -> str:
    base = web_map.base_map()
    layer.add_to(base)
    return str(base.get_root().render())


@pytest.mark.parametrize("output", OUTPUTS.values(), ids=OUTPUTS)
def test_a_withheld_count_and_its_value_are_in_no_output(
    wards: Selection, output: Callable[[Selection], str]
) -> None:
    text = output(wards)
    assert text.strip()
    for what, count in SECRETS.items():
        for number in forbidden(count):
            assert number not in text, f"{what}: {number}"


def read(form: Format, content: bytes) -> str:
    """All words and numbers of a file, without the coordinates that it is drawn from."""
    if form is Format.GEOJSON:
        return repr([feature["properties"] for feature in json.loads(content)["features"]])
    if form is Format.GPKG:
        return written(pd.DataFrame(gpd.read_file(io.BytesIO(content))))
    if form is Format.SVG:
        return " ".join(ElementTree.fromstring(content).itertext())
    if form is Format.PDF:
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if form in (Format.XLSX, Format.DOCX, Format.PPTX):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return " ".join(
                text
                for name in parts.namelist()
                if name.endswith(".xml")
                for text in ElementTree.fromstring(parts.read(name)).itertext()
            )
    return content.decode("utf-8", "ignore") if form is Format.CSV else repr(content[:4_000])


@pytest.mark.parametrize("form", Format)
def test_a_withheld_count_is_in_no_exported_file(wards: Selection, form: Format) -> None:
    text = read(form, export_map(wards, form, Layout(dpi=60)).content)
    # Pictures, and documents that hold nothing but one, do not write every area's name as text.
    assert NAME in text or form in (Format.PNG, Format.PDF, Format.PPTX)
    assert text.strip()
    for what, count in SECRETS.items():
        for number in forbidden(count):
            assert number not in text, f"{what}: {number}"


def test_a_withheld_borough_is_in_no_chart_through_time(boroughs: Selection) -> None:
    view = charts.boroughs_through_time(boroughs, "The boroughs")
    text = written(view.frame) + drawn.draw(view).to_json() + view.text_alternative
    assert "30.0" in text
    assert not [number for number in forbidden(SECRETS["borough"]) if number in text]


def test_the_same_figures_are_shown_when_nothing_is_withheld(declare: Declare) -> None:
    """The search above would find them."""
    release = {"2022": rows(SECRETS["count"], SECRETS["next smallest"])}
    indicator = declare({"wards-2022": release}, threshold=None, out_of=OUT_OF)
    shown = Selection(indicator.id, "wards-2022", "2022", highlighted=(SMALL, NEXT))
    silent = {"command, indicators", "command, earlier values", "gap through time", "link"}
    for name in OUTPUTS.keys() - silent:
        text = OUTPUTS[name](shown)
        assert any(number in text for number in forbidden(SECRETS["count"])), name


def test_what_is_withheld_says_so_wherever_the_area_is_named(wards: Selection) -> None:
    view = maps.map_view(wards)
    row = view.frame.set_index("area_code").loc[SMALL]
    assert row["text"].startswith(f"{NAME}: withheld")
    assert row["class_key"] == painting.WITHHELD
    entry = next(entry for entry in view.legend if entry.key == painting.WITHHELD)
    assert (entry.label, entry.count) == ("Withheld", 2)
    table = tables.table_view(wards).frame.set_index("area_code")
    assert table.loc[SMALL, "note"].startswith("Withheld")
    assert f"{NAME}: withheld" in command("values", wards.indicator)


def test_only_the_disclosure_rules_read_figures_unguarded() -> None:
    folders = (store.root() / "src/explorer", store.root() / "pages")
    readers = {path.name for folder in folders for path in folder.rglob("*.py") if _reads(path)}
    # Replacing a table writes back what it read, and shows its readers nothing of it.
    assert readers == {"checks.py", "disclosure.py", "new_tables.py", "registry.py"}


def _reads(path: Path) -> bool:
    """Whether a module asks the registry or the store for figures as they are held."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in {"figures", "rows", "table", "read_table"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"registry", "store"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )
