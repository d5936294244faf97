"""Keeps what has been worked out: for everybody, or in the one session whose own figures it is of.

A reader's own figures live in a `Session`, in memory, and are gone with it. One that has any reads
what is kept for everybody, as long as that would be the same for it, and puts nothing there:
whatever is worked out in it stays in it. So `kept` needs to know nothing about its functions.
When files have been replaced, `begin_anew` has everything forgotten that was made from them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import update_wrapper
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, overload
from weakref import WeakSet

from explorer.errors import Problem, SelectionError
from explorer.model import Indicator, Source, Standing

if TYPE_CHECKING:
    import pandas as pd

P = ParamSpec("P")
T = TypeVar("T")
PREFIX = "own-"
"""How the identifier of a reader's own indicator begins; no declared one may."""
MARK = f" ({Standing.USER_SUPPLIED})"
"""How the name of a reader's own indicator ends, so that no screen and no file goes without."""
MOST_RESULTS = 8192
"""Results that a session keeps before it lets go of its oldest."""
GONE = Problem(
    "your own figures",
    "a session that has ended",
    "the session in which they were given",
    "Give them again on the page 'Your data'.",
)


@dataclass(frozen=True, eq=False)
class OwnFigures:
    """A reader's own figures, as any indicator is held; compared by identity.

    Attributes
    ----------
    indicator : Indicator
        Its id is `PREFIX`, the name as a slug and a random end. Every series has the standing
        'user supplied', the source's id as its source and the indicator's id as its table.
    source : Source
    table : pandas.DataFrame
        The project's table schema, types as `store.read_table` gives.
    together : pandas.DataFrame or None
        Figures of whole neighbourhoods where theirs cannot be made from those of their areas, as
        life expectancy cannot: `name`, `period`, `sex`, `value`, `lower_95`, `upper_95`.
    """

    indicator: Indicator
    source: Source
    table: pd.DataFrame
    together: pd.DataFrame | None = None


class Session:
    """What one visit brought with it, and what was worked out while it had that.

    Attributes
    ----------
    is_private : bool
        Whether anything was brought; then all that is worked out stays here.
    figures : dict of str to OwnFigures
        By the id of their indicator.
    """

    def __init__(self) -> None:
        self.is_private = False
        self.figures: dict[str, OwnFigures] = {}
        self._brought: dict[str, object] = {}
        self._results: dict[Hashable, _Result[Any]] = {}
        self._promised: WeakSet[_Promised[Any]] = WeakSet()
        _sessions.add(self)

    def add(self, figures: OwnFigures) -> None:
        """Take figures in, or replace those of the same id; their names say that they are own."""
        self._close()
        indicator = figures.indicator
        marked = replace(
            indicator, name=indicator.name + MARK, short_name=indicator.short_name + MARK
        )
        self.figures = {**self.figures, indicator.id: replace(figures, indicator=marked)}
        self._results.clear()

    def remove(self, identifier: str) -> None:
        """Forget the figures of one id, and all that was worked out."""
        self.figures = {key: own for key, own in self.figures.items() if key != identifier}
        self._results.clear()

    def bring(self, name: str, thing: object) -> None:
        """Keep anything else that a reader brings, such as a file that is still being read.

        What was worked out is let go, so that nothing is left of what stood there before.
        """
        self._close()
        self._brought[name] = thing
        self._results.clear()

    def brought(self, name: str) -> Any:
        """Return what was brought under a name; None where nothing was."""
        return self._brought.get(name)

    def forget(self) -> None:
        """Forget everything, files that were promised included."""
        self.is_private = False
        self.figures = {}
        self._brought.clear()
        self._results.clear()
        for promised in list(self._promised):
            promised.make = None

    def forget_results(self) -> None:
        """Forget what was worked out, and nothing that was brought."""
        self._results.clear()

    def result(self, key: Hashable) -> _Result[Any] | None:
        return self._results.get(key)

    def keep(self, key: Hashable, result: _Result[Any], begun: int) -> None:
        """Keep a result, unless everything was forgotten since it was begun."""
        with _changing:
            if begun == _beginnings[0]:
                _put(self._results, key, result, MOST_RESULTS)

    def promise(self, make: Callable[[], T]) -> Callable[[], T]:
        """Return `make` so that it may run later and on another thread, while the session lasts.

        Raises
        ------
        SelectionError
            When it is called after the session has ended.
        """
        if not self.is_private:
            return make
        promised = _Promised(self, make)
        self._promised.add(promised)
        return promised

    def _close(self) -> None:
        if self is NOBODY:
            raise RuntimeError("own figures need a session to live in")
        self.is_private = True


class _Promised(Generic[T]):
    """A call that belongs to a session, and of which nothing is left after it."""

    def __init__(self, session: Session, make: Callable[[], T]) -> None:
        self.session = session
        self.make: Callable[[], T] | None = make

    def __call__(self) -> T:
        if self.make is None:
            raise SelectionError(GONE)
        with within(self.session):
            return self.make()


@dataclass(frozen=True, slots=True, eq=False)
class _Result(Generic[T]):
    """Something worked out; `varies` where a session with figures of its own would get another."""

    value: T
    varies: bool


class _Watch:
    """Sees whether anything is read, while something is worked out, that varies by session."""

    varies = False


_sessions: WeakSet[Session] = WeakSet()
NOBODY = Session()
"""Outside a visit: has nothing of its own and cannot be given anything."""

_every: WeakSet[Kept[Any, Any]] = WeakSet()
_changing = Lock()
_beginnings = [0]
"""How often everything was forgotten."""
_here: ContextVar[Session | None] = ContextVar("session", default=None)
_watch: ContextVar[_Watch | None] = ContextVar("watch", default=None)
_finders: list[Callable[[], Session | None]] = []


def found_by(find: Callable[[], Session | None]) -> None:
    """Say how the session of the thread at hand is found; the user interface alone knows."""
    _finders[:] = [find]


def current() -> Session:
    """Return the session at hand.

    A script's thread serves one session only, and begins in an empty context, so it is found once.
    """
    session = _here.get()
    if session is None:
        session = next((found for find in _finders if (found := find())), NOBODY)
        _here.set(session)
    return session


def anyone() -> bool:
    """Whether any session at all has something of its own."""
    return any(session.is_private for session in list(_sessions))


@contextmanager
def within(session: Session) -> Iterator[None]:
    """Work in a session until the end of the block."""
    token = _here.set(session)
    try:
        yield
    finally:
        _here.reset(token)


def differs_by_session() -> None:
    """Note that what is being worked out may be another in a session with figures of its own."""
    if (watch := _watch.get()) is not None:
        watch.varies = True


def begin_anew() -> None:
    """Forget all that was worked out, in every session; what is being worked out is not kept."""
    with _changing:
        _beginnings[0] += 1
        for function in list(_every):
            function.cache_clear()
        for session in list(_sessions):
            session.forget_results()


class Kept(Generic[P, T]):
    """A function that remembers its results; see `kept` and `shared`."""

    __wrapped__: Callable[P, T]

    def __init__(self, function: Callable[P, T], most: int | None, *, for_all: bool) -> None:
        update_wrapper(self, function)
        self._most = most
        self._for_all = for_all
        self._shared: dict[Hashable, _Result[T]] = {}
        _every.add(self)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (args, *sorted(kwargs.items())) if kwargs else args
        session = current()
        result = self._shared.get(key)
        if session.is_private and not self._for_all:
            return self._own(session, key, result, *args, **kwargs)
        if result is None:
            result = self._work_out(key, *args, **kwargs)
        if result.varies:
            differs_by_session()
        return result.value

    def cache_clear(self) -> None:
        """Forget every result that is kept for everybody."""
        self._shared.clear()

    def _own(
        self,
        session: Session,
        key: Hashable,
        shared: _Result[T] | None,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        if shared is not None and not shared.varies:
            return shared.value
        held: _Result[T] | None = session.result((self, key))
        if held is None:
            begun = _beginnings[0]
            held = _Result(self.__wrapped__(*args, **kwargs), varies=True)
            session.keep((self, key), held, begun)
        return held.value

    def _work_out(self, key: Hashable, *args: P.args, **kwargs: P.kwargs) -> _Result[T]:
        begun, watch = _beginnings[0], _Watch()
        token = _watch.set(watch)
        try:
            value = self.__wrapped__(*args, **kwargs)
        finally:
            _watch.reset(token)
            if watch.varies:
                differs_by_session()
        made = _Result(value, watch.varies)
        with _changing:
            return _put(self._shared, key, made, self._most) if begun == _beginnings[0] else made


@overload
def kept(function: Callable[P, T], /) -> Kept[P, T]: ...
@overload
def kept(*, maxsize: int) -> Callable[[Callable[P, T]], Kept[P, T]]: ...
def kept(
    function: Callable[P, T] | None = None, /, *, maxsize: int | None = None
) -> Kept[P, T] | Callable[[Callable[P, T]], Kept[P, T]]:
    """Remember a function's results, as `functools.cache` and `lru_cache` do, the oldest go first.

    Whatever is worked out in a session that has figures of its own is remembered in it alone.
    """
    if function is not None:
        return Kept(function, maxsize, for_all=False)
    return lambda decorated: Kept(decorated, maxsize, for_all=False)


def shared(function: Callable[P, T], /) -> Kept[P, T]:
    """Remember a function's results for everybody: those that the project's files alone decide."""
    return Kept(function, None, for_all=True)


def _put(
    results: dict[Hashable, _Result[T]], key: Hashable, result: _Result[T], most: int | None
) -> _Result[T]:
    """Put a result in unless another thread was first; return the one that is kept."""
    if most is not None and len(results) >= most:
        results.pop(next(iter(results)))
    return results.setdefault(key, result)
