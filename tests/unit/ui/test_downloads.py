"""A file that was made for a download is there until it is fetched, and not for ever."""

import time

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from explorer.ui import downloads

NAME, KIND = "record.csv", "text/csv"


@pytest.fixture
def storage() -> MemoryMediaFileStorage:
    return MemoryMediaFileStorage("/media")


@pytest.fixture
def files(storage: MemoryMediaFileStorage, monkeypatch: pytest.MonkeyPatch) -> MediaFileManager:
    """The part of a server that keeps files."""
    manager = MediaFileManager(storage)
    running = type("Running", (), {"media_file_mgr": manager})
    monkeypatch.setattr(downloads.runtime, "exists", lambda: True)
    monkeypatch.setattr(downloads.runtime, "get_instance", running)
    return manager


def pressed(files: MediaFileManager) -> str:
    """Press a button whose file is made now; return the file's name at the server."""
    make = downloads.lasting(lambda: b"a,b\n1,2\n", NAME, KIND)
    return files.execute_deferred(files.add_deferred(make, KIND, "1.1", NAME)).rpartition("/")[2]


def others_run(files: MediaFileManager, times: int = 3) -> None:
    for _ in range(times):
        files.remove_orphaned_files()


def is_held(storage: MemoryMediaFileStorage, name: str) -> bool:
    try:
        storage.get_file(name)
    except MediaFileStorageError:
        return False
    return True


def test_a_file_outlives_the_runs_of_other_pages(
    files: MediaFileManager, storage: MemoryMediaFileStorage
) -> None:
    name = pressed(files)
    others_run(files)
    assert storage.get_file(name).content == b"a,b\n1,2\n"


def test_a_file_is_gone_after_its_time(
    files: MediaFileManager, storage: MemoryMediaFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "SECONDS", 0.01)
    name = pressed(files)
    deadline = time.monotonic() + 5
    while is_held(storage, name) and time.monotonic() < deadline:
        others_run(files)
    assert not is_held(storage, name)


def test_only_so_many_wait_at_once(
    files: MediaFileManager, storage: MemoryMediaFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "MOST", 1)
    first = pressed(files)
    downloads.lasting(lambda: b"another", NAME, KIND)()
    others_run(files)
    assert not is_held(storage, first)


def test_where_no_server_runs_a_file_is_only_made() -> None:
    assert downloads.lasting(lambda: b"made", NAME, KIND)() == b"made"
