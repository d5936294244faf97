"""A project folder for a borough that nobody has heard of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from tests.unit import homes
from tests.unit.sources import invented

from explorer import areas, checks, neighbourhoods, registry, store
from explorer.cli.new_borough import check
from explorer.errors import ExplorerError
from explorer.model import Selection
from explorer.sources import new_borough
from explorer.sources.cache import Cache
from explorer.sources.fetching import HOSTS, Fetcher
from explorer.sources.new_borough import Made
from explorer.views import selections

DAY = date(2027, 3, 1)


def _make(folder: Path, fetcher: Fetcher, *codes: str) -> Made:
    return new_borough.make(codes or [invented.BOROUGH], folder, fetcher, DAY, check)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("new")
    with HTTPServer() as server:
        invented.serve(server)
        everywhere = dict.fromkeys(HOSTS, server.url_for("").rstrip("/"))
        return _make(folder / "marlowe", Fetcher(Cache(folder / "cache"), elsewhere=everywhere))


@pytest.fixture
def there(made: Made) -> Iterator[Path]:
    with homes.at(made.folder) as folder:
        yield folder


def test_the_folder_is_whole_and_about_the_borough(made: Made, there: Path) -> None:
    assert (made.title, made.wards, made.left_out) == ("Marlowe", 6, ())
    assert checks.everything() == []
    places = registry.places()
    assert (places.title, places.region.name) == ("Marlowe", "Riverland")
    assert [areas.name_of(code) for code in areas.codes("wards-2025")] == [*invented.WARDS.values()]
    assert areas.current("ward") == "wards-2025"
    assert areas.ward_of_postcode("ZZ1 0AA", "wards-2025") == "E05999001"
    (whole,) = neighbourhoods.defined().values()
    assert len(whole.codes) == 6
    assert len(areas.codes("lsoa-2021")) == 12
    assert not there.with_name("marlowe.partial").exists()


@pytest.mark.usefixtures("there")
def test_figures_are_those_published_for_it() -> None:
    chosen = selections.complete(Selection("global-majority", "wards-2025"))
    frame = selections.figures(chosen).areas
    assert len(frame) == 6
    assert frame["value"].between(35, 45).all()
    series = registry.indicator("global-majority").series[0]
    assert (series.standing, series.area_set) == ("published", "wards-2025")
    source = registry.sources()["ons-census-2021-ethnic-group"]
    assert (source.obtained_from, source.accessed) == ("www.nomisweb.co.uk", "2027-03-01")
    life = registry.indicator("life-expectancy")
    assert set(life.area_sets) == {"boroughs", "msoa-2021"}
    assert life.series[0].has_intervals


@pytest.mark.usefixtures("there")
def test_nothing_of_the_other_boroughs_is_left() -> None:
    with homes.at(homes.PROJECT):
        names = [place.name for place in registry.places().boroughs]
        names += [areas.name_of(code) for code in areas.codes("wards-2022")]
    for file in (store.root() / "data").rglob("*"):
        if file.suffix == ".csv" or file.name in ("places.yaml", "notes.yaml", "refresh.yaml"):
            text = file.read_text("utf-8")
            assert [name for name in names if name in text] == [], file


def test_a_source_that_fails_is_left_out_and_named(
    httpserver: HTTPServer, patient: Fetcher, tmp_path: Path
) -> None:
    httpserver.expect_request("/api/v01/dataset/NM_2043_1.data.csv").respond_with_data("", 404)
    invented.serve(httpserver)
    made = _make(tmp_path / "marlowe", patient)
    (problem,) = made.left_out
    assert "NM_2043_1" in problem.where
    with homes.at(made.folder):
        assert "main-language" not in registry.indicators()
        assert checks.everything() == []


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (["Marlowe"], "found 'Marlowe'"),
        (["E12000007"], "found 'E12000007'"),
        (["E09000077"], "0 areas where the service counts 0"),
    ],
)
def test_what_is_no_borough_is_named_and_nothing_is_written(
    httpserver: HTTPServer, patient: Fetcher, tmp_path: Path, codes: list[str], message: str
) -> None:
    invented.serve(httpserver)
    with pytest.raises(ExplorerError, match=message):
        _make(tmp_path / "marlowe", patient, *codes)
    assert not (tmp_path / "marlowe").exists()


def test_a_folder_in_use_is_left_alone(patient: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExplorerError, match="which is in use"):
        _make(tmp_path, patient)


def test_a_folder_that_fails_the_check_is_not_kept(
    httpserver: HTTPServer, patient: Fetcher, tmp_path: Path
) -> None:
    invented.serve(httpserver)

    def refused(_: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        new_borough.make([invented.BOROUGH], tmp_path / "m", patient, DAY, refused)
    assert [path.name for path in tmp_path.iterdir() if path.name != "cache"] == []
