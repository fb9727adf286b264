"""What every request must pass, and the headers of every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from autopot.app.settings import MEGABYTE
from autopot.messages import Text, say, shown

METHODS = ("GET", "HEAD", "POST")
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; frame-ancestors 'none'; form-action 'self'; "
    "base-uri 'none'; object-src 'none'"
)
"""Nothing from elsewhere, nothing written into a page runs."""

REPORT_POLICY = (
    "sandbox allow-scripts allow-downloads allow-modals; default-src 'none'; "
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""A report stands apart: it sees nothing of the app, and its own policy names its scripts."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "cache-control": "no-store",
}


class TooLarge(Exception):
    """More is sent than may be read."""


class Guard:
    """Lets through what comes from our own page, and no more than may be read.

    Parameters
    ----------
    app : what answers.
    hosts : values of the header Host that are ours; any other is DNS rebinding.
    most : bytes of a request.
    told : the page that tells that more was sent; None for whoever sees no page.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Iterable[str],
        most: int,
        told: Callable[[Request], Response | None],
    ) -> None:
        self.app, self.hosts, self.most, self.told = app, frozenset(hosts), most, told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused is not None:
            await refused(scope, receive, _dressed(send))
            return
        read, begun = 0, False

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.most:
                raise TooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, counted, _dressed(watched))
        except TooLarge:
            await self._too_large(scope)(scope, receive, _dressed(send))
        except Exception as error:  # a server would write it down, with what a visitor sent
            if not begun:
                what = say("A defect in autopot ({what}).", what=type(error).__name__)
                await _plain(what, 500)(scope, receive, _dressed(send))

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to a request that may not pass."""
        if headers.get("host", "").lower() not in self.hosts:
            return _plain(say("This address does not belong to this page."), 421)
        if scope["method"] not in METHODS:
            return _plain(say("This cannot be done here."), 405)
        if scope["method"] == "POST" and not self._from_us(headers):
            return _plain(say("This did not come from the page itself, and was not done."), 403)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit():
            return _plain(say("This cannot be done here."), 400)
        return self._too_large(scope) if int(length) > self.most else None

    def _too_large(self, scope: Scope) -> Response:
        page = self.told(Request(scope))
        if page is None:
            return _plain(too_large(self.most), 413)
        page.headers["connection"] = "close"
        return page

    def _from_us(self, headers: Headers) -> bool:
        """Whether a form was sent from a page of ours; every browser says so."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        return urlsplit(headers.get("origin", "")).netloc.lower() == headers["host"].lower()


def _plain(text: object, status: int) -> PlainTextResponse:
    return PlainTextResponse(shown(text), status, headers={"connection": "close"})


def too_large(most: int) -> Text:
    """What is told of a file that is not read.

    Parameters
    ----------
    most : bytes that may be read.

    >>> print(too_large(100 * MEGABYTE))
    The file is too large to be read here: it can be at most 100 MB.
    """
    limit = f"{most // MEGABYTE} MB" if most >= MEGABYTE else f"{most // 1000} kB"
    return say("The file is too large to be read here: it can be at most {limit}.", limit=limit)


def _dressed(send: Send) -> Send:
    """Every answer gets the headers that it does not bring itself."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
