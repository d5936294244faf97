from __future__ import annotations

import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from explorer.errors import ExportError
from explorer.exports import saving
from explorer.exports.base import Export

EXPORT = Export("life-expectancy-map.csv", "text/csv", b"area_code\r\n" * 1_000)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Refuse, as the system itself does, files that grow beyond a size."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_is_saved_under_the_name_given_or_its_own(tmp_path: Path) -> None:
    assert saving.save(EXPORT, tmp_path) == tmp_path / EXPORT.name
    assert saving.save(EXPORT, tmp_path / "new" / "ours.csv") == tmp_path / "new" / "ours.csv"
    assert (tmp_path / EXPORT.name).read_bytes() == EXPORT.content
    assert (tmp_path / "new" / "ours.csv").read_bytes() == EXPORT.content


def test_no_room_leaves_what_was_there_and_no_half_file(tmp_path: Path) -> None:
    file = tmp_path / EXPORT.name
    file.write_bytes(b"what was there")
    with largest_file(4_096), pytest.raises(ExportError, match="room for the file"):
        saving.save(EXPORT, file)
    assert file.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_is_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("not a folder")
    with pytest.raises(ExportError, match="Choose another folder"):
        saving.save(EXPORT, tmp_path / "notes" / "map.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "a full disk"),
        (errno.EDQUOT, "a full quota"),
        (errno.EACCES, "may not be written"),
        (errno.EROFS, "may not be written"),
    ],
)
def test_each_refusal_of_the_system_is_said_so_that_it_can_be_put_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ExportError, match=said) as caught:
        saving.save(EXPORT, tmp_path / "map.csv")
    assert caught.value.problems[0].where == str(tmp_path / "map.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_name_too_long_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="Choose a shorter name"):
        saving.save(EXPORT, tmp_path / f"{'x' * 300}.csv")
