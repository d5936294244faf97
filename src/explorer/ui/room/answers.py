"""What all answers to phones share: pages, headers, the phone's token, and a limit to size."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

HERE = Path(__file__).parent
COOKIE = "explorer-participant"
COOKIE_SECONDS = 24 * 60 * 60
LARGEST_BODY = 4096
MOST_FIELDS = 10
UNREADABLE = "That could not be read. Load the page again, then send once more."
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # The address holds the code, which no other site need learn.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@cache
def _templates() -> Environment:
    """Return the templates; whatever is put into them is escaped."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def rendered(template: str, values: Mapping[str, Any]) -> str:
    """Fill a template."""
    return _templates().get_template(template).render(values)


def page(template: str, values: Mapping[str, Any], status: int = 200) -> Response:
    """Answer with a page."""
    return HTMLResponse(rendered(template, values), status, HEADERS)


def participant(request: Request) -> str:
    """Return the phone's random token, or '' where it has none that could be ours."""
    token = request.cookies.get(COOKIE, "")
    return token if 20 <= len(token) <= 64 else ""


def leads(code: str) -> str:
    """Return the name of the cookie by which a browser leads a workshop."""
    return f"explorer-leads-{code}"


def with_secret(request: Request, response: Response, code: str, secret: str, path: str) -> None:
    """Give a browser the secret of a workshop; no script and no other site can have it sent."""
    response.set_cookie(
        leads(code),
        secret,
        max_age=COOKIE_SECONDS,
        path=path,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def with_participant(request: Request, response: Response, path: str) -> Response:
    """Give a phone that has none its random token: the only thing it is known by."""
    if not participant(request):
        response.set_cookie(
            COOKIE,
            secrets.token_urlsafe(24),
            max_age=COOKIE_SECONDS,
            path=path,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
    return response


class Sent(dict[str, str]):
    """The fields of a form; one that is missing or no number is the sender's mistake."""

    def __missing__(self, name: str) -> str:
        raise HTTPException(400, UNREADABLE)

    def number(self, name: str) -> int:
        """Return a field as a whole number."""
        try:
            return int(self[name])
        except ValueError as error:
            raise HTTPException(400, UNREADABLE) from error


async def form(request: Request) -> Sent:
    """Read a small form; a body larger than any of ours is not read to its end."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise HTTPException(413, "That is too much at once.")
    try:
        return Sent(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise HTTPException(400, UNREADABLE) from error
