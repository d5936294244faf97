"""What is remembered for everybody holds nothing of a session's own figures, nor outlives it."""

from __future__ import annotations

import ast
import gc
import weakref
from collections.abc import Iterator
from threading import Thread

import pandas as pd
import pytest
from tests.unit.own import own_figures

from explorer import areas, exports, keeping, registry, store
from explorer.errors import SelectionError
from explorer.exports.base import Format
from explorer.figures import charts, web_map
from explorer.keeping import Session, kept, shared, within
from explorer.model import Selection
from explorer.views import charts as chart_views
from explorer.views import of_selection, selections, tables
from explorer.views.compare import comparison, together
from explorer.views.methods import held
from explorer.views.neighbourhood import mapped, measures

NORTH = tuple(areas.codes("wards-2022")[:3])


def session_with_figures() -> tuple[Session, str]:
    session, own = Session(), own_figures()
    session.add(own)
    return session, own.indicator.id


def use(identifier: str) -> list[object]:
    """Make of own figures what pages and files make of an indicator."""
    selection = selections.complete(Selection(identifier))
    view = of_selection.map_view(selection)
    ranked = chart_views.ranked(selection)
    both = comparison.Comparison(selection, Selection("pm25")).complete()
    return [
        web_map.layer(view),
        charts.spec(ranked),
        tables.table_view(selection),
        together.map_view(both),
        measures.standings(NORTH),
        held.catalogue("your-figures"),
        exports.export_map(view, Format.SVG),
        exports.export_map(view, Format.XLSX),
    ]


def kept_for_all(*, of_files: bool = True) -> Iterator[object]:
    """Yield every result that is kept for everybody, anywhere in the program."""
    for one in gc.get_objects():
        if isinstance(one, keeping.Kept) and (of_files or not one._for_all):
            yield from (result.value for result in one._shared.values())


def reachable(roots: Iterator[object]) -> set[int]:
    """Return the identities of all that can be reached from results, data alone."""
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        one = waiting.pop()
        if id(one) in found or isinstance(one, type) or callable(one):
            continue
        found.add(id(one))
        waiting += gc.get_referents(one)
    return found


def test_own_figures_are_an_indicator_like_any_other_in_their_session() -> None:
    session, identifier = session_with_figures()
    with within(session):
        assert list(registry.indicators())[-1] == identifier
        assert len(registry.indicators()) == len(registry.declared()) + 1
        assert registry.indicator(identifier).short_name == "Fuel poverty (user supplied)"
        assert registry.sources()[identifier].publisher == "A council"
        assert identifier in comparison.firsts()
        assert identifier in comparison.others("wards-2022", "pm25")
        assert identifier in mapped.choices()
        assert held.indicators_of("your-figures") == {identifier: "Fuel poverty (user supplied)"}
        view = of_selection.map_view(Selection(identifier))
        assert view.frame["value"].tolist() == [float(n) for n in range(1, 37)]
        assert view.provenance.standing == "user supplied"
        assert view.provenance.notes[0] == "Supplied by the user."


def test_nobody_else_lists_or_selects_them_before_or_after() -> None:
    session, identifier = session_with_figures()
    other = Session()
    for _ in range(2):
        with within(other):
            assert identifier not in registry.indicators()
            assert set(registry.indicators()) == set(registry.declared())
            assert identifier not in comparison.firsts()
            assert identifier not in mapped.choices()
            assert "your-figures" not in held.themes()
            with pytest.raises(SelectionError, match="in another session"):
                of_selection.map_view(Selection(identifier))
        with within(session):
            use(identifier)


def test_a_session_with_figures_uses_what_is_kept_for_everybody_but_adds_nothing() -> None:
    everybody = of_selection.map_view(Selection("pm25"))
    session, identifier = session_with_figures()
    before = sum(1 for _ in kept_for_all(of_files=False))
    with within(session):
        assert of_selection.map_view(Selection("pm25")) is everybody
        use(identifier)
    assert sum(1 for _ in kept_for_all(of_files=False)) == before


def test_no_shared_result_leads_to_own_figures() -> None:
    session, identifier = session_with_figures()
    with within(session):
        made = use(identifier)
        own = session.figures[identifier]
        traces = {id(own), id(own.indicator), id(own.table), *map(id, made)}
        assert id(own.table) in reachable(iter([session]))
    assert not traces & reachable(kept_for_all())


def test_nothing_is_left_when_the_session_is_over_not_even_frozen() -> None:
    session, identifier = session_with_figures()
    with within(session):
        made = use(identifier)
        traces = [
            weakref.ref(one)
            for one in (*made, session.figures[identifier], session.figures[identifier].table)
            if getattr(type(one), "__weakrefoffset__", 0)
        ]
    promised = session.promise(lambda: b"a file")
    assert promised() == b"a file"
    gc.collect()
    gc.freeze()
    try:
        del made
        session.forget()
        assert [one() for one in traces] == [None] * len(traces)
        assert len(traces) >= 6
    finally:
        gc.unfreeze()
    with pytest.raises(SelectionError, match="session that has ended"):
        promised()


def test_another_thread_does_not_inherit_a_session() -> None:
    session, _ = session_with_figures()
    seen: list[Session] = []
    with within(session):
        thread = Thread(target=lambda: seen.append(keeping.current()))
        thread.start()
        thread.join()
    assert seen == [keeping.NOBODY]


def test_nobody_cannot_be_given_figures() -> None:
    assert keeping.current() is keeping.NOBODY
    with pytest.raises(RuntimeError, match="a session to live in"):
        keeping.NOBODY.add(own_figures())
    with pytest.raises(RuntimeError, match="a session to live in"):
        keeping.NOBODY.bring("draft", b"cells")
    assert not registry.indicators().keys() - registry.declared().keys()


def test_a_session_is_closed_off_as_soon_as_anything_is_brought() -> None:
    @kept
    def length(text: str) -> int:
        return len(text)

    session = Session()
    assert not session.is_private
    session.bring("draft", "cells of a file")
    assert keeping.anyone()
    with within(session):
        assert length(session.brought("draft")) == 15
    assert length._shared == {}
    session.forget()
    assert session.brought("draft") is None
    assert not session.is_private


def test_figures_are_taken_out_again() -> None:
    session, identifier = session_with_figures()
    with within(session):
        assert identifier in comparison.firsts()
        session.remove(identifier)
        assert identifier not in comparison.firsts()


def test_a_result_is_remembered_and_the_oldest_goes_first() -> None:
    asked: list[int] = []

    @kept(maxsize=2)
    def double(number: int) -> int:
        """Double it."""
        asked.append(number)
        return 2 * number

    assert [double(n) for n in (1, 1, 2, 3, 1)] == [2, 2, 4, 6, 2]
    assert asked == [1, 2, 3, 1]
    assert double(number=3) == 6
    double.cache_clear()
    assert double(1) == 2
    assert asked == [1, 2, 3, 1, 3, 1]
    assert double.__doc__ == "Double it."


def test_everything_is_forgotten_at_once_and_what_was_begun_before_is_not_kept() -> None:
    read = [1]

    @shared
    def file() -> int:
        return read[0]

    @kept
    def made(replaced: bool) -> int:
        found = file()
        if replaced:
            read[0] += 1
            keeping.begin_anew()
        return found

    session, _ = session_with_figures()
    with within(session):
        assert made(False) == 1
        assert file._shared
    assert made(True) == 1
    assert (made(False), file()) == (2, 2)
    with within(session):
        assert made(False) == 2


def test_what_lists_all_indicators_is_another_thing_for_a_session_with_its_own() -> None:
    @kept
    def count() -> int:
        return len(registry.indicators())

    @kept
    def doubled() -> int:
        return 2 * count()

    everybody = len(registry.declared())
    session, _ = session_with_figures()
    assert doubled() == 2 * everybody
    with within(session):
        assert doubled() == 2 * everybody + 2
    assert doubled() == 2 * everybody


def modules(*rooms: str) -> Iterator[tuple[str, list[ast.AST]]]:
    """Yield the modules of some rooms of the house: name and syntax."""
    folder = store.root() / "src/explorer"
    for path in (p for room in rooms for p in (folder / room, *(folder / room).rglob("*.py"))):
        if path.suffix == ".py":
            yield path.name, list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imported(nodes: list[ast.AST]) -> set[str]:
    """Return what a module takes from elsewhere: 'functools.cache', 'explorer.areas'."""
    return {
        f"{node.module}.{alias.name}"
        for node in nodes
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_everything_above_the_registry_is_remembered_by_this_rule() -> None:
    found = {
        name: imported(nodes)
        for name, nodes in modules("views", "figures", "exports", "ui", "checks.py")
    }
    plain = {"functools.cache", "functools.lru_cache"}
    wrong = [
        name
        for name, taken in found.items()
        if taken & plain and any(one.startswith("explorer") for one in taken)
    ]
    assert len(found) > 100
    assert wrong == []


def test_what_reads_a_reader_s_file_remembers_nothing_of_it() -> None:
    wrong = [
        f"{name}, {node.name}"
        for name, nodes in modules("intake")
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        # Shapes and names of an area set are the project's own.
        and {argument.arg for argument in node.args.args} - {"area_set"}
        for decorator in node.decorator_list
        if {"cache", "lru_cache", "kept"} & {ast.unparse(decorator).partition("(")[0]}
    ]
    assert wrong == []


def test_own_rows_are_those_of_the_table_given() -> None:
    session, identifier = session_with_figures()
    with within(session):
        found = registry.figures(identifier, "wards-2022", "2023")
    own = session.figures[identifier].table
    pd.testing.assert_frame_equal(found.areas, own, check_dtype=False)
    assert found.comparators.empty
