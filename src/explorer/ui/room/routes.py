"""The addresses of the phones' pages, and what each answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from explorer.errors import ExplorerError
from explorer.ui.room import answers, showing
from explorer.ui.room.answers import Sent
from explorer.ui.room.door import Door, TooManyError
from explorer.workshop.codes import tidy_code
from explorer.workshop.model import Mine, Workshop
from explorer.workshop.refusals import UnavailableError, UnknownWorkshopError

if TYPE_CHECKING:
    from explorer.workshop.room import Room

Handler = Callable[[Request], Awaitable[Response]]
Act = Callable[["Room", str, Sent], Mine]
STATUS = {UnknownWorkshopError: 404, TooManyError: 429, UnavailableError: 503}
"""What an error is in HTTP; every other refusal is 409. Phones try again after 429 and 503."""
NO_PHONE = "This page has to be loaded again before anything can be sent."


def _join(room: Room, phone: str, sent: Sent) -> Mine:
    return room.join(phone, sent.get("name", ""))


def _guess(room: Room, phone: str, sent: Sent) -> Mine:
    return room.guess(phone, sent["token"], sent.number("scene"), sent["answer"])


def _note(room: Room, phone: str, sent: Sent) -> Mine:
    return room.note(phone, sent["token"], sent["place"], sent["theme"], sent["text"])


def _dot(room: Room, phone: str, sent: Sent) -> Mine:
    return room.dot(phone, sent["token"], sent.number("scene"), sent["option"])


def _take_back(room: Room, phone: str, sent: Sent) -> Mine:
    return room.take_back(phone, sent["dot"])


ACTS: dict[str, Act] = {
    "here": _join,
    "guess": _guess,
    "note": _note,
    "dot": _dot,
    "take-back": _take_back,
}


def routes() -> list[BaseRoute]:
    """Return the phones' pages as routes of the app, under its base path."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return Pages(f"/{base}" if base else "").routes()


class Pages:
    """The phones' pages under a base path, '' or such as '/inequalities'."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._at = f"{base}/join"
        self._door = Door()

    def routes(self) -> list[BaseRoute]:
        """Return every address and what answers it."""
        at = self._at
        return [
            Route(at, self._told(self._entrance)),
            Route(f"{at}/room.js", self._file),
            Route(f"{at}/room.css", self._file),
            Route(f"{at}/{{code}}", self._told(self._page)),
            Route(f"{at}/{{code}}/state", self._told(self._state)),
            Route(f"{at}/{{code}}/scene", self._told(self._scene)),
            Route(f"{at}/{{code}}/lead", self._told(self._lead), methods=["POST"]),
            *(
                Route(
                    f"{at}/{{code}}/{name}", self._told(self._acting(name, act)), methods=["POST"]
                )
                for name, act in ACTS.items()
            ),
        ]

    async def _entrance(self, request: Request) -> Response:
        typed = request.query_params.get("code", "")
        if not typed:
            return answers.page("entrance.html", {"at": self._at, "says": "", "typed": ""})
        code = tidy_code(typed)
        await self._workshop(request, code)
        return RedirectResponse(f"{self._at}/{code}", 303, answers.HEADERS)

    async def _page(self, request: Request) -> Response:
        done = request.query_params.get("done", "")
        values = await self._values(request)
        says = showing.said(done, values) if done in ACTS else ""
        shown = answers.page("room.html", {**values, "says": says})
        return answers.with_participant(request, shown, self._at)

    async def _state(self, request: Request) -> Response:
        workshop = await self._workshop(request, _code(request))
        tag = f'"{workshop.version}"'
        headers = {**answers.HEADERS, "ETag": tag}
        if request.headers.get("If-None-Match") == tag:
            return Response(status_code=304, headers=headers)
        return JSONResponse({"version": workshop.version}, headers=headers)

    async def _scene(self, request: Request) -> Response:
        return JSONResponse(showing.parts(await self._values(request)), headers=answers.HEADERS)

    async def _lead(self, request: Request) -> Response:
        """Let a browser that knows the secret of a workshop lead it, in all its windows."""
        code, secret = _code(request), (await answers.form(request))["key"]
        every = await self._door.every()
        await self._door.run(lambda: every.facilitator(code, secret))
        answer = Response(status_code=204, headers=answers.HEADERS)
        answers.with_secret(request, answer, code, secret, self._base or "/")
        return answer

    def _acting(self, name: str, act: Act) -> Handler:
        async def handle(request: Request) -> Response:
            phone = answers.participant(request)
            if not phone:
                raise HTTPException(409, NO_PHONE)
            sent = await answers.form(request)
            code = _code(request)
            workshop = await self._workshop(request, code)
            room = await self._door.room(code)
            mine = await self._door.run(lambda: act(room, phone, sent))
            if not _wants_json(request):
                done = f"{self._at}/{code}?done={name}"
                return RedirectResponse(done, 303, answers.HEADERS)
            values = showing.values(workshop, mine, self._at)
            told = {"stored": True, "says": showing.said(name, values)}
            return JSONResponse({**told, **showing.parts(values, name)}, headers=answers.HEADERS)

        return handle

    async def _file(self, request: Request) -> Response:
        name = request.url.path.rpartition("/")[2]
        fresh = {**answers.HEADERS, "Cache-Control": "no-cache"}
        return FileResponse(answers.HERE / name, headers=fresh)

    async def _workshop(self, request: Request, code: str) -> Workshop:
        caller = request.client.host if request.client else ""
        return await self._door.workshop(code, caller, answers.participant(request))

    async def _values(self, request: Request) -> dict[str, Any]:
        code = _code(request)
        workshop = await self._workshop(request, code)
        room = await self._door.room(code)
        phone = answers.participant(request)
        mine = await self._door.run(lambda: room.mine(phone))
        return showing.values(workshop, mine, self._at)

    def _told(self, handler: Handler) -> Handler:
        """Turn what goes wrong into a sentence: a page for a reader, JSON for the page's script."""

        async def told(request: Request) -> Response:
            try:
                return await handler(request)
            except ExplorerError as error:
                status = next((s for kind, s in STATUS.items() if isinstance(error, kind)), 409)
                says = error.problems[0].fix
            except HTTPException as error:
                status, says = error.status_code, error.detail
            return await self._refusal(request, status, says)

        return told

    async def _refusal(self, request: Request, status: int, says: str) -> Response:
        if _wants_json(request):
            headers = {"Retry-After": "2"} if status in (429, 503) else {}
            told = {"stored": False, "says": says}
            return JSONResponse(told, status, {**answers.HEADERS, **headers})
        typed = request.query_params.get("code", "") or request.path_params.get("code", "")
        shown = "entrance.html" if status in (404, 429) else "refusal.html"
        return answers.page(shown, {"at": self._at, "says": says, "typed": typed}, status)


def _code(request: Request) -> str:
    return tidy_code(request.path_params["code"])


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
