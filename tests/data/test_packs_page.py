"""The page on packs shows a spec that is one, and names every key that there is."""

import re

from explorer import store
from explorer.exports import pack, pack_spec
from explorer.exports.pack_spec import FigureEntry, LayoutEntry, SpecEntry


def page() -> str:
    return (store.root() / "docs/packs.md").read_text(encoding="utf-8")


def test_the_example_can_be_read() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", page(), re.DOTALL)
    spec = pack_spec.read(example)
    assert len(spec.figures) == 5
    paths = [piece.path for piece in pack.pieces(spec)]
    assert "global-majority/global-majority-wards-2022-2021-map.gpkg" in paths
    assert "life-expectancy/life-expectancy-wards-2002-2010-14-by-sex-maps-slide.png" in paths


def test_every_key_of_a_spec_is_explained() -> None:
    keys = {*SpecEntry.model_fields, *FigureEntry.model_fields, *LayoutEntry.model_fields}
    named = {name for cell in re.findall(r"^\| ([^|]*) \|", page(), re.MULTILINE)
             for name in re.findall(r"`([a-z_]+)`", cell)}  # fmt: skip
    assert keys <= named
