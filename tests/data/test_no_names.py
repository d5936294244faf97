"""Nothing in the code is tied to these boroughs or their region: names are configuration."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer import areas, neighbourhoods, registry, store

KINDS = {".py", ".js", ".css", ".html"}
FILES = [
    path
    for folder in ("src", "pages")
    for path in sorted((store.root() / folder).rglob("*"))
    if path.suffix in KINDS
]
NAMED = ("borough", "ward", "msoa")


def _names() -> Iterator[str]:
    """Give names and codes of boroughs, their region, wards, neighbourhoods, pairs and stories."""
    places = registry.places()
    for place in (*places.boroughs, places.region):
        yield from (place.code, place.name, place.short_name)
    for pair in places.pairs:
        yield from (pair.id, pair.label)
    for one in neighbourhoods.defined().values():
        yield from (one.name, one.short_name)
    for area_set in areas.area_sets().values():
        if area_set.level in NAMED:
            for code in areas.codes(area_set.id):
                yield from (code, areas.name_of(code))
    for story in (store.root() / "data/stories").glob("*.yaml"):
        yield story.stem


def _pattern() -> re.Pattern[str]:
    longest_first = sorted(set(_names()), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?![\w-])")


def test_names_are_found_where_they_stand() -> None:
    text = 'WARD = "Notting Dale"  # of E09000020, see the-gap'
    assert _pattern().findall(text) == ["Notting Dale", "E09000020", "the-gap"]
    assert _pattern().findall("Westminsters the-gapless") == []


@pytest.mark.parametrize("folder", ["src", "pages"])
def test_code_names_no_place_and_no_story(folder: str) -> None:
    pattern = _pattern()
    home = store.root()
    files = [path for path in FILES if path.is_relative_to(home / folder)]
    assert files
    found = [
        f"{path.relative_to(home)}, line {number}: {name}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for name in pattern.findall(line)
    ]
    assert found == []


def test_files_looked_at_are_all_there() -> None:
    assert {path.suffix for path in FILES} >= {".py", ".js", ".css"}
    assert Path(store.__file__) in FILES


def test_todays_wards_are_looked_up_not_named() -> None:
    now = areas.current("ward")
    named = [path.name for path in FILES if f'"{now}"' in path.read_text("utf-8")]
    assert named == []
