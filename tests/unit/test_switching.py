"""Files change together, however the process ends."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from explorer import switching
from explorer.errors import DataFileError

FILES = [f"data/tables/t{number}.csv" for number in range(6)]
SWITCHER = """
import sys
from pathlib import Path
from explorer import switching
root, files = Path(sys.argv[1]), sys.argv[2:]
print("ready", flush=True)
for number in range(10_000):
    with switching.alone(root):
        switching.switch(root, {file: f"{number:05}\\n".encode() * 2000 for file in files})
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path


def _contents(root: Path) -> list[bytes]:
    return [(root / file).read_bytes() for file in FILES]


def test_all_files_are_replaced_and_nothing_is_left_lying_about(root: Path) -> None:
    switching.switch(root, dict.fromkeys(FILES, b"old"))
    switching.switch(root, dict.fromkeys(FILES, b"new"))
    assert _contents(root) == [b"new"] * len(FILES)
    assert not (root / switching.FOLDER).exists()


def test_nothing_changes_until_the_journal_is_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switching.switch(root, dict.fromkeys(FILES, b"old"))

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(switching, "write_atomically", dies)
    with pytest.raises(KeyboardInterrupt):
        switching.switch(root, dict.fromkeys(FILES, b"new"))
    assert not switching.recover(root)
    assert _contents(root) == [b"old"] * len(FILES)


def test_once_decided_a_switch_is_finished_at_the_next_start(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switching.switch(root, dict.fromkeys(FILES, b"old"))
    moves = iter(range(3))
    replace = Path.replace

    def dies_at_the_fourth(self: Path, target: Path) -> Path:
        if self.parent.name == switching.STAGED and next(moves, None) is None:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", dies_at_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        switching.switch(root, dict.fromkeys(FILES, b"new"))
    assert sorted(set(_contents(root))) == [b"new", b"old"]
    monkeypatch.undo()
    assert switching.recover(root)
    assert _contents(root) == [b"new"] * len(FILES)
    assert not switching.recover(root)


def test_a_second_process_waits_for_the_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switching, "PATIENCE_S", 0.1)
    with (
        switching.alone(root),
        pytest.raises(DataFileError, match="still at work"),
        switching.alone(root),
    ):
        pass


def test_a_switch_that_cannot_be_finished_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = root / switching.FOLDER
    (folder / switching.STAGED).mkdir(parents=True)
    (folder / switching.STAGED / "0000").write_bytes(b"new")
    (folder / switching.JOURNAL).write_text(json.dumps({FILES[0]: "0000"}))

    def refused(*_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(DataFileError, match=r"cannot be written \(Permission denied\)"):
        switching.recover(root)


def test_killed_at_random_moments_the_files_still_belong_together(root: Path) -> None:
    chance = random.Random(7)
    started_over = 0
    for _ in range(20):
        process = subprocess.Popen(
            [sys.executable, "-c", SWITCHER, str(root), *FILES], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.002, 0.06))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        started_over += switching.recover(root)
        if (root / FILES[0]).exists():
            assert len(set(_contents(root))) == 1
    assert started_over


def test_a_full_disk_changes_nothing_and_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switching.switch(root, dict.fromkeys(FILES, b"old"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with (
        pytest.raises(DataFileError, match="No space left on device"),
        switching.alone(root),
    ):
        switching.switch(root, dict.fromkeys(FILES, b"new"))
    monkeypatch.undo()
    assert not switching.recover(root)
    assert _contents(root) == [b"old"] * len(FILES)
