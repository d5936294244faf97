"""Services are asked carefully: certificates, hosts, time and size are all bounded."""

from __future__ import annotations

import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from tests.unit.sources.raw_server import dripping, speaking
from werkzeug import Request, Response

from explorer.errors import SourceError
from explorer.sources import fetching
from explorer.sources.fetching import CSV, Fetcher

URL = "https://fingertips.phe.org.uk/api/data"
At = Callable[[str], Fetcher]


def _csv(text: str = "a,b\n1,2\n", **headers: str) -> Response:
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)


def test_an_answer_is_the_services_own_and_says_who_asks(
    httpserver: HTTPServer, fetcher: Fetcher
) -> None:
    httpserver.expect_request("/api/data", query_string="id=90366&area=3").respond_with_response(
        _csv()
    )
    answer = fetcher.get(URL, {"id": 90366, "area": 3}, types=CSV)
    assert (answer.content, answer.is_unchanged, answer.host) == (
        b"a,b\n1,2\n",
        False,
        "fingertips.phe.org.uk",
    )
    request = httpserver.log[0][0]
    assert request.headers["User-Agent"].startswith("neighbourhood-inequalities-explorer/")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/api",
        "http://fingertips.phe.org.uk/api",
        "https://fingertips.phe.org.uk.example.org/api",
        "https://user@example.org:443/fingertips.phe.org.uk",
        "file:///etc/passwd",
    ],
)
def test_other_hosts_and_plain_http_are_never_asked(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(SourceError, match="not on the list of official services"):
        fetcher.get(url, types=CSV)


def test_a_redirect_within_the_host_is_followed(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/api/data").respond_with_response(
        Response(status=302, headers={"Location": "/api/v2/data"})
    )
    httpserver.expect_request("/api/v2/data").respond_with_response(_csv())
    assert fetcher.get(URL, types=CSV).content == b"a,b\n1,2\n"


@pytest.mark.parametrize("target", ["https://example.org/log-in", "//example.org/", "ftp://x/"])
def test_a_redirect_to_another_host_is_refused(
    httpserver: HTTPServer, fetcher: Fetcher, target: str
) -> None:
    httpserver.expect_request("/api/data").respond_with_response(
        Response(status=302, headers={"Location": target})
    )
    with pytest.raises(SourceError, match="a redirection to"):
        fetcher.get(URL, types=CSV)


def test_redirects_without_end_are_given_up(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/api/data").respond_with_response(
        Response(status=302, headers={"Location": "/api/data"})
    )
    with pytest.raises(SourceError, match="leads from one to the next"):
        fetcher.get(URL, types=CSV)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_service_is_asked_again_when_it_says(
    httpserver: HTTPServer, fetcher: Fetcher, pauses: list[float], status: int
) -> None:
    busy = Response("slow down", status=status, headers={"Retry-After": "2"})
    httpserver.expect_ordered_request("/api/data").respond_with_response(busy)
    httpserver.expect_ordered_request("/api/data").respond_with_response(_csv())
    assert fetcher.get(URL, types=CSV).content == b"a,b\n1,2\n"
    assert pauses == [2.0]


def test_a_date_to_come_back_at_is_understood(
    httpserver: HTTPServer, fetcher: Fetcher, pauses: list[float]
) -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    busy = Response("", status=503, headers={"Retry-After": when})
    httpserver.expect_ordered_request("/api/data").respond_with_response(busy)
    httpserver.expect_ordered_request("/api/data").respond_with_response(_csv())
    fetcher.get(URL, types=CSV)
    assert 0.5 < pauses[0] <= 2


def test_a_pause_beyond_the_whole_time_is_not_waited_for(
    httpserver: HTTPServer, fetcher: Fetcher, pauses: list[float]
) -> None:
    busy = Response("", status=503, headers={"Retry-After": "3600"})
    httpserver.expect_request("/api/data").respond_with_response(busy)
    with pytest.raises(SourceError, match="within 3 seconds"):
        fetcher.get(URL, types=CSV)
    assert pauses == []


def test_a_service_that_stays_down_is_given_up_after_growing_pauses(
    httpserver: HTTPServer, fetcher: Fetcher, pauses: list[float]
) -> None:
    httpserver.expect_request("/api/data").respond_with_response(Response("", status=500))
    with pytest.raises(SourceError, match="status 500"):
        fetcher.get(URL, types=CSV)
    assert len(httpserver.log) == 3
    assert len(pauses) == 2
    assert pauses[1] > pauses[0]


def test_a_host_that_failed_every_attempt_is_left_alone(
    httpserver: HTTPServer, fetcher: Fetcher
) -> None:
    httpserver.expect_request("/api/data").respond_with_response(Response("", status=503))
    for _ in range(3):
        with pytest.raises(SourceError, match="status 503"):
            fetcher.get(URL, types=CSV)
    assert len(httpserver.log) == 3
    httpserver.expect_request("/api/v01/x").respond_with_response(_csv())
    assert fetcher.get("https://www.nomisweb.co.uk/api/v01/x", types=CSV).content


def test_what_is_not_there_is_not_asked_for_again(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/api/data").respond_with_response(Response("", status=404))
    with pytest.raises(SourceError, match=r"status 404.*publisher may have moved or withdrawn"):
        fetcher.get(URL, types=CSV)
    assert len(httpserver.log) == 1


def test_a_web_page_is_not_taken_for_figures(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/api/data").respond_with_data("<p>Down", content_type="text/html")
    with pytest.raises(SourceError, match="an answer of type 'text/html'"):
        fetcher.get(URL, types=CSV)


def test_an_answer_that_is_too_large_is_refused(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/api/data").respond_with_response(_csv("x" * 200_000))
    with pytest.raises(SourceError, match="more than 0 MB"):
        fetcher.get(URL, types=CSV)


def test_what_has_not_changed_is_not_sent_again(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    def serve(request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"v1"':
            assert request.headers["If-Modified-Since"] == "Sun, 01 Nov 2026 00:00:00 GMT"
            return Response(status=304)
        return _csv(**{"ETag": '"v1"', "Last-Modified": "Sun, 01 Nov 2026 00:00:00 GMT"})

    httpserver.expect_request("/api/data").respond_with_handler(serve)
    first, second = fetcher.get(URL, types=CSV), fetcher.get(URL, types=CSV)
    assert (first.is_unchanged, second.is_unchanged) == (False, True)
    assert first.content == second.content


def test_a_damaged_cache_is_no_cache(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/api/data").respond_with_response(_csv(ETag='"v1"'))
    fetcher.get(URL, types=CSV)
    (body,) = fetcher.cache.folder.glob("*.body")
    body.write_bytes(b"a,b\n9,9\n")
    assert fetcher.get(URL, types=CSV).content == b"a,b\n1,2\n"
    assert "If-None-Match" not in httpserver.log[1][0].headers


def test_an_answer_that_is_cut_off_is_not_used(fetcher_at: At) -> None:
    def cut(connection: socket.socket) -> None:
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 500\r\n\r\na,b\n1,2\n"
        )

    with speaking(cut) as address, pytest.raises(SourceError, match="a connection that failed"):
        fetcher_at(address).get(URL, types=CSV)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 100000\r\n\r\n"


@pytest.mark.parametrize("head", [HEAD, b"HTTP/1.1 200 OK\r\nX-Slow: "], ids=["body", "headers"])
def test_a_slow_drip_ends_when_time_is_up(fetcher_at: At, head: bytes) -> None:
    started = time.monotonic()
    with speaking(dripping(head)) as address:
        hasty = fetcher_at(address)
        hasty = replace(hasty, limits=replace(hasty.limits, whole_s=0.6))
        with pytest.raises(SourceError, match="no whole answer within"):
            hasty.get(URL, types=CSV)
    assert time.monotonic() - started < 2


def test_a_silent_service_is_named(fetcher_at: At) -> None:
    with speaking(lambda _: time.sleep(5)) as address:
        fetcher = fetcher_at(address)
        with pytest.raises(SourceError, match="no answer in time"):
            replace(fetcher, limits=replace(fetcher.limits, silence_s=0.1)).get(URL, types=CSV)


def test_nobody_there(fetcher_at: At) -> None:
    with speaking(lambda _: None) as address:
        pass
    with pytest.raises(SourceError, match="Check the network and the proxy"):
        fetcher_at(address).get(URL, types=CSV)


def test_a_proxy_of_the_environment_is_used(
    httpserver: HTTPServer, fetcher_at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", httpserver.url_for(""))
    httpserver.expect_request("/api/data").respond_with_response(_csv())
    assert fetcher_at("http://service.invalid").get(URL, types=CSV).content == b"a,b\n1,2\n"
    assert httpserver.log[0][0].host == "service.invalid"


def test_a_certificate_that_nobody_vouches_for_is_refused(
    tmp_path: Path, fetcher_at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with HTTPServer(ssl_context=context) as server:
        server.expect_request("/api/data").respond_with_response(_csv())
        with pytest.raises(SourceError, match="a certificate that cannot be verified"):
            fetcher_at(server.url_for("")).get(URL, types=CSV)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert fetcher_at(server.url_for("")).get(URL, types=CSV).content == b"a,b\n1,2\n"


def test_nothing_in_the_code_turns_certificates_off() -> None:
    folder = Path(fetching.__file__).parent
    text = "\n".join(file.read_text() for file in folder.glob("*.py"))
    assert "verify=" not in text
    assert "CERT_NONE" not in text
