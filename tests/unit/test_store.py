"""A damaged or missing file is a message that names the file and the remedy."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer import store, switching
from explorer.errors import DataFileError

HEADER = ",".join(store.TABLE_COLUMNS) + "\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("EXPLORER_HOME", str(tmp_path))
    store.root.cache_clear()
    store.manifest.cache_clear()
    (tmp_path / "data/tables").mkdir(parents=True)
    (tmp_path / "data/extras").mkdir()
    (tmp_path / "data/tables/t.csv").write_text(HEADER + "x,E1,A,,2021,1.5,,,,,\n")
    store.seal()
    yield tmp_path
    monkeypatch.undo()
    store.root.cache_clear()
    store.manifest.cache_clear()


@pytest.mark.usefixtures("project")
def test_sealed_table_is_read_with_its_types() -> None:
    table = store.read_table("data/tables/t.csv")
    assert table["value"].tolist() == [1.5]
    assert table.loc[0, "note"] == ""
    assert table["numerator"].isna().all()


def test_missing_file_is_named_with_the_remedy(project: Path) -> None:
    (project / "data/tables/t.csv").unlink()
    with pytest.raises(DataFileError, match=r"data/tables/t\.csv.*git checkout -- data/tables"):
        store.read_table("data/tables/t.csv")


def test_one_changed_digit_is_noticed(project: Path) -> None:
    file = project / "data/tables/t.csv"
    file.write_text(file.read_text().replace("1.5", "1.6"))
    with pytest.raises(DataFileError, match="explorer seal"):
        store.read_table("data/tables/t.csv")


def test_deliberate_change_can_be_sealed(project: Path) -> None:
    file = project / "data/tables/t.csv"
    file.write_text(file.read_text().replace("1.5", "1.6"))
    assert store.seal() == 1
    assert store.read_table("data/tables/t.csv")["value"].tolist() == [1.6]


def test_table_with_other_columns_is_refused(project: Path) -> None:
    (project / "data/tables/t.csv").write_text("code,value\nE1,2\n")
    store.seal()
    with pytest.raises(DataFileError, match="columns indicator, area_code"):
        store.read_table("data/tables/t.csv")


def test_words_in_a_number_column_are_refused(project: Path) -> None:
    (project / "data/tables/t.csv").write_text(HEADER + "x,E1,A,,2021,many,,,,,\n")
    store.seal()
    with pytest.raises(DataFileError, match=r"data/tables/t\.csv"):
        store.read_table("data/tables/t.csv")


@pytest.mark.parametrize("content", ["{", '{"files": []}'])
def test_damaged_manifest_is_named(project: Path, content: str) -> None:
    (project / store.MANIFEST).write_text(content)
    store.manifest.cache_clear()
    with pytest.raises(DataFileError, match=r"data/manifest\.json"):
        store.read_bytes("data/tables/t.csv")


def test_broken_yaml_is_named(project: Path) -> None:
    (project / "data/notes.yaml").write_text("a: [1\n")
    with pytest.raises(DataFileError, match=r"data/notes\.yaml"):
        store.read_yaml("data/notes.yaml")


def test_broken_layer_is_named(project: Path) -> None:
    (project / "wards.geojson").write_text('{"type": "FeatureCollection", "features": [')
    with pytest.raises(DataFileError, match=r"wards\.geojson"):
        store.read_layer("wards.geojson")


def test_none_is_a_word_not_a_gap(project: Path) -> None:
    (project / "data/extras/e.csv").write_text("name,value\nNone,\nNA,2\n")
    table = store.read_csv("data/extras/e.csv")
    assert table["name"].tolist() == ["None", "NA"]
    assert table["value"].isna().tolist() == [True, False]


def test_failed_write_leaves_the_old_file_and_no_half_file(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = project / "out.txt"
    switching.write_atomically(target, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        switching.write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in project.iterdir() if p.name.startswith(".out")] == []


def test_seal_writes_what_is_there(project: Path) -> None:
    files = json.loads((project / store.MANIFEST).read_text())["files"]
    assert list(files) == ["data/tables/t.csv"]
    assert files["data/tables/t.csv"]["sha256"] == store.digest(
        (project / "data/tables/t.csv").read_bytes()
    )


def test_what_another_process_has_replaced_is_read_as_it_now_is(project: Path) -> None:
    name = "data/tables/t.csv"
    before = store.manifest()[name]
    new = (project / name).read_bytes().replace(b"\n", b"\r\n")
    entries = {name: store.manifest_entry(new)}
    switching.switch(project, {name: new, store.MANIFEST: store.manifest_bytes(entries)})
    assert store.manifest()[name] == before
    assert store.read_bytes(name) == new
    assert store.manifest()[name] == entries[name]


def test_sealing_keeps_where_an_unchanged_file_was_obtained(project: Path) -> None:
    name = "data/tables/t.csv"
    entry = store.manifest_entry((project / name).read_bytes(), origin="an-office.example")
    switching.write_atomically(project / store.MANIFEST, store.manifest_bytes({name: entry}))
    store.manifest.cache_clear()
    store.seal()
    assert store.manifest()[name] == entry
    (project / name).write_bytes(b"other\n")
    store.seal()
    assert "origin" not in store.manifest()[name]
