"""What can go wrong between us and a server: faults that may pass, and refusals in plain words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from autopot.errors import InputError, Problem
from autopot.fetch.cache import Request

if TYPE_CHECKING:
    import urllib3

LONGEST_WAIT = 120.0
"""Seconds a server may ask us to wait; if it asks for more, we stop and say so."""


class TryAgain(Exception):
    """A fault that may pass. `wait`: seconds the server asked for, None if it did not say."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


def check_status(request: Request, response: urllib3.BaseHTTPResponse) -> None:
    """Pass where there is an answer.

    Raises
    ------
    TryAgain
        The server is busy or broken.
    InputError
        It refuses, with its own words.
    """
    status = response.status
    if status in (200, 206, 416):
        return
    if status == 429 or status >= 500:
        raise TryAgain(f"{status} {response.reason or ''}".strip(), _retry_after(response))
    words = response.read(2000, decode_content=True).decode("utf-8", "replace")
    try:
        described = json.loads(words)
        words = " ".join(str(described[k]) for k in ("title", "detail") if k in described)
    except (ValueError, TypeError):
        words = "" if words.lstrip().startswith("<") else words
    remedy = "check the table, the codes and --base-url"
    found = f"{status} {response.reason or ''} {words[:300]}"
    raise InputError(Problem(request.url, found, "an answer (200)", remedy))


def _retry_after(response: urllib3.BaseHTTPResponse) -> float | None:
    """Seconds the server asks us to wait; None if it does not say, or not so that we know."""
    import urllib3

    text = response.headers.get("Retry-After")
    if text is None:
        return None
    try:
        return urllib3.Retry().parse_retry_after(text)
    except urllib3.exceptions.InvalidHeader:
        return None


def gave_up(request: Request, reasons: list[str], wait: float) -> Problem:
    """The problem of a question that got no answer, or was told to wait too long."""
    if wait > LONGEST_WAIT:
        found = f"{reasons[-1]}; the server asks us to wait {wait:.0f} s"
        return Problem(request.url, found, "", f"try again after {wait / 60:.0f} minutes")
    different = "; ".join(dict.fromkeys(reasons))
    return Problem(
        request.url,
        f"no answer in {len(reasons)} tries: {different}",
        "",
        "check the network and --base-url, or try again later; what has come is kept",
    )


def in_plain_words(error: Exception, timeout: float) -> str:
    """A fault of the connection in few words, without addresses of objects."""
    import urllib3

    known = {
        urllib3.exceptions.ReadTimeoutError: f"no answer within {timeout:g} s",
        urllib3.exceptions.NameResolutionError: "the server's name is not known here",
        urllib3.exceptions.NewConnectionError: "no connection",
        urllib3.exceptions.ConnectTimeoutError: f"no connection within {timeout:g} s",
        urllib3.exceptions.SSLError: "the server's certificate could not be checked",
        urllib3.exceptions.ProtocolError: "the transfer broke off",
    }
    return next((text for kind, text in known.items() if isinstance(error, kind)), str(error))
