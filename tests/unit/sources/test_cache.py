"""Answers kept on disk: whole, recognisable, and no more of them than there is room for."""

from __future__ import annotations

import os
from pathlib import Path

from explorer.sources.cache import Cache, Kept


def answer(size: int, etag: str = "a") -> Kept:
    return Kept(b"x" * size, "text/csv", etag, "")


def used(cache: Cache, *order: str) -> None:
    """Give the answers times of use in an order, the first the longest ago."""
    for when, url in enumerate(order):
        os.utime(cache._files(url)[1], (when, when))


def test_the_longest_unused_go_when_there_is_no_more_room(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=250)
    for url in ("one", "two"):
        cache.put(url, answer(100))
    used(cache, "one", "two")
    assert cache.get("one")
    cache.put("three", answer(100))
    assert cache.get("two") is None
    assert cache.get("one")
    assert cache.get("three")
    assert len(list(tmp_path.iterdir())) == 4


def test_an_answer_larger_than_all_the_room_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=50)
    cache.put("one", answer(100))
    assert cache.get("one") is None
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_answer_counts_as_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("one", answer(100))
    cache._files("one")[1].write_bytes(b"cut short")
    assert cache.get("one") is None


def test_what_cannot_be_recognised_again_is_not_kept(tmp_path: Path) -> None:
    Cache(tmp_path).put("one", answer(100, etag=""))
    assert list(tmp_path.iterdir()) == []
