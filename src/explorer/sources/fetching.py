"""One careful way to ask an official service for something.

Only hosts on the list are asked, over HTTPS with the certificate checked; there is no switch for
that. Every wait is bounded, and so is what an answer may weigh. Proxies and a further certificate
authority are taken from the environment (HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE).
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from queue import Empty, Queue
from threading import Thread
from urllib.parse import urlencode, urljoin, urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from explorer import __version__
from explorer.errors import Problem, SourceError
from explorer.sources.cache import Cache, Kept, usual_folder

USER_AGENT = f"neighbourhood-inequalities-explorer/{__version__}"
HOSTS = frozenset(
    {
        "fingertips.phe.org.uk",
        "services1.arcgis.com",
        "www.nomisweb.co.uk",
        "assets.publishing.service.gov.uk",
    }
)
CSV = ("text/csv", "application/csv", "application/vnd.ms-excel", "application/octet-stream")
JSON = ("application/json", "application/geo+json", "text/plain")
MOST_REDIRECTS = 5
BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
LATER = "Nothing was changed. Try again later."


@dataclass(frozen=True)
class Limits:
    """How long to wait and how much to take.

    Attributes
    ----------
    connect_s, silence_s : float
        Until a connection stands; between two pieces of an answer.
    whole_s : float
        For everything: attempts, pauses and a slow answer together.
    bytes : int
        Of an answer, unpacked.
    attempts : int
    pause_s, longest_pause_s : float
        After the first failed attempt, doubled after each further one up to the longest.
    """

    connect_s: float = 10
    silence_s: float = 30
    whole_s: float = 300
    bytes: int = 200_000_000
    attempts: int = 5
    pause_s: float = 1
    longest_pause_s: float = 60


@dataclass(frozen=True)
class Answer:
    """What a service sent.

    Attributes
    ----------
    url : str
    content : bytes
    is_unchanged : bool
        Whether the service said that it is what it sent last time.
    """

    url: str
    content: bytes
    is_unchanged: bool

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


class _PassingError(Exception):
    """A fault that may be gone in a moment."""

    def __init__(self, problem: Problem, pause_s: float | None = None) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.pause_s = pause_s


@dataclass(frozen=True)
class Fetcher:
    """Asks official services.

    Attributes
    ----------
    cache : Cache
    limits : Limits
    elsewhere : mapping of str to str
        For tests: the address of a server that stands in for a host.
    sleep : callable
        For tests: how a pause is spent.
    given_up : dict of str to Problem
        Hosts that failed every attempt, which are not asked again.
    """

    cache: Cache = field(default_factory=lambda: Cache(usual_folder()))
    limits: Limits = Limits()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    sleep: Callable[[float], None] = time.sleep
    given_up: dict[str, Problem] = field(default_factory=dict)

    def get(
        self, url: str, query: Mapping[str, str | int] | None = None, *, types: Collection[str]
    ) -> Answer:
        """Fetch an address.

        Parameters
        ----------
        url : str
            HTTPS, of a host in `HOSTS`.
        query : mapping, optional
        types : collection of str
            Content types that the answer may have.

        Raises
        ------
        SourceError
            When the host is not on the list, cannot be reached in time, redirects to another host,
            sends too much, too slowly, or something else than asked for.
        """
        whole = f"{url}?{urlencode(query)}" if query else url
        _refuse_other_hosts(whole)
        host = urlsplit(whole).netloc
        if host in self.given_up:
            raise SourceError(self.given_up[host])
        until = time.monotonic() + self.limits.whole_s
        attempts = Retrying(
            stop=stop_after_attempt(self.limits.attempts),
            wait=self._pause,
            retry=retry_if_exception_type(_PassingError),
            sleep=lambda pause: self._wait(pause, until, whole),
            reraise=True,
        )
        try:
            return attempts(self._in_time, whole, types, until)
        except _PassingError as error:
            self.given_up[host] = error.problem
            raise SourceError(error.problem) from error

    def _in_time(self, url: str, types: Collection[str], until: float) -> Answer:
        """Try once, and stop waiting when time is up, whatever the other side is doing.

        Looking up a name and headers that come letter by letter know no other time limit.
        """
        outcome: Queue[Answer | Exception] = Queue()

        def attempt() -> None:
            try:
                outcome.put(self._attempt(url, types, until))
            except (SourceError, _PassingError, httpx.HTTPError, OSError) as error:
                outcome.put(error)

        Thread(target=attempt, daemon=True).start()
        try:
            found = outcome.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            raise SourceError(_too_slow(url, self.limits.whole_s)) from None
        if isinstance(found, Exception):
            raise found
        return found

    def _attempt(self, url: str, types: Collection[str], until: float) -> Answer:
        kept = self.cache.get(url)
        headers = {"User-Agent": USER_AGENT, "Accept": ", ".join(types)}
        if kept and kept.etag:
            headers["If-None-Match"] = kept.etag
        if kept and kept.last_modified:
            headers["If-Modified-Since"] = kept.last_modified
        timeout = httpx.Timeout(self.limits.silence_s, connect=self.limits.connect_s)
        try:
            with httpx.Client(headers=headers, timeout=timeout) as client:
                return self._follow(client, url, types, until, kept)
        except httpx.TransportError as error:
            raise _unreachable(url, error) from error

    def _follow(
        self,
        client: httpx.Client,
        url: str,
        types: Collection[str],
        until: float,
        kept: Kept | None,
    ) -> Answer:
        address = self._address(url)
        for _ in range(MOST_REDIRECTS + 1):
            with client.stream("GET", address) as response:
                if response.has_redirect_location:
                    address = _same_host(address, response.headers["location"], url)
                    continue
                if response.status_code == HTTPStatus.NOT_MODIFIED and kept:
                    return Answer(url, kept.content, is_unchanged=True)
                _refuse_status(url, response)
                _refuse_type(url, response, types)
                content = self._read(url, response, until)
                self.cache.put(url, _to_keep(content, response))
                return Answer(url, content, is_unchanged=False)
        raise SourceError(
            Problem(_place(url), "an address that leads from one to the next", "an answer", LATER)
        )

    def _read(self, url: str, response: httpx.Response, until: float) -> bytes:
        content = bytearray()
        for piece in response.iter_bytes():
            content += piece
            if len(content) > self.limits.bytes:
                raise SourceError(
                    Problem(
                        _place(url),
                        f"an answer of more than {self.limits.bytes / 1e6:,.0f} MB",
                        "less",
                        "Ask for fewer areas or indicators in data/refresh.yaml.",
                    )
                )
            if time.monotonic() > until:
                raise SourceError(_too_slow(url, self.limits.whole_s))
        return bytes(content)

    def _address(self, url: str) -> str:
        parts = urlsplit(url)
        stand_in = self.elsewhere.get(parts.hostname or "")
        return url.replace(f"{parts.scheme}://{parts.netloc}", stand_in, 1) if stand_in else url

    def _pause(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, _PassingError) and error.pause_s is not None:
            return error.pause_s
        return wait_exponential_jitter(
            multiplier=self.limits.pause_s,
            max=self.limits.longest_pause_s,
            jitter=self.limits.pause_s / 2,
        )(state)

    def _wait(self, pause: float, until: float, url: str) -> None:
        if time.monotonic() + pause > until:
            raise SourceError(_too_slow(url, self.limits.whole_s))
        self.sleep(pause)


def _refuse_other_hosts(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname not in HOSTS:
        raise SourceError(
            Problem(
                f"{parts.scheme}://{parts.netloc}",
                "an address that is not on the list of official services",
                f"https and one of {', '.join(sorted(HOSTS))}",
                "Correct the address in data/refresh.yaml.",
            )
        )


def _same_host(address: str, location: str, url: str) -> str:
    target = urljoin(address, location)
    if urlsplit(target)[:2] != urlsplit(address)[:2]:
        raise SourceError(
            Problem(
                _place(url),
                f"a redirection to {urlsplit(target).scheme}://{urlsplit(target).netloc}",
                "an answer from the service itself",
                "Nothing was changed. The service may have moved, or the network shows a page of "
                "its own: open the address in a browser to see.",
            )
        )
    return target


def _refuse_status(url: str, response: httpx.Response) -> None:
    status = response.status_code
    if status == HTTPStatus.OK:
        return
    problem = Problem(
        _place(url), f"status {status} ({response.reason_phrase or 'no reason'})", "200", LATER
    )
    if status in BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise _PassingError(problem, _retry_after(response.headers.get("retry-after", "")))
    raise SourceError(
        Problem(
            problem.where,
            problem.found,
            problem.expected,
            "Nothing was changed. Check the address and parameters in data/refresh.yaml: the "
            "publisher may have moved or withdrawn this.",
        )
    )


def _refuse_type(url: str, response: httpx.Response, types: Collection[str]) -> None:
    given = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in types:
        raise SourceError(
            Problem(
                _place(url),
                f"an answer of type '{given or 'not stated'}'",
                " or ".join(types),
                "Nothing was changed. A service under maintenance and a network that asks for a "
                "log-in answer with a web page: open the address in a browser to see.",
            )
        )


def _retry_after(text: str) -> float | None:
    """Return how many seconds a service asks to wait: it gives a number, or a date."""
    if text.strip().isdigit():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (when.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _unreachable(url: str, error: httpx.TransportError) -> Exception:
    reasons: list[BaseException | None] = [error, error.__cause__, error.__context__]
    while reasons[-1] is not None and len(reasons) < 10:
        reasons.append(reasons[-1].__context__)
    if any(isinstance(reason, ssl.SSLCertVerificationError) for reason in reasons):
        return SourceError(
            Problem(
                _place(url),
                "a certificate that cannot be verified",
                "the service's own",
                "Nothing was changed. If your network replaces certificates, ask for its root "
                "certificate and name its file in SSL_CERT_FILE.",
            )
        )
    found = (
        "no answer in time"
        if isinstance(error, httpx.TimeoutException)
        else (" ".join(str(error).split()) or type(error).__name__)
    )
    return _PassingError(
        Problem(
            _place(url),
            f"a connection that failed ({found})",
            "an answer",
            "Nothing was changed. Check the network and the proxy (HTTPS_PROXY), then try again.",
        )
    )


def _too_slow(url: str, whole_s: float) -> Problem:
    return Problem(_place(url), f"no whole answer within {whole_s:g} seconds", "one", LATER)


def _to_keep(content: bytes, response: httpx.Response) -> Kept:
    said = response.headers
    return Kept(
        content,
        said.get("content-type", ""),
        said.get("etag", ""),
        said.get("last-modified", ""),
    )


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"
