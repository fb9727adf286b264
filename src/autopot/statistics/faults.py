"""What can go wrong between us and a server: faults that may pass, and refusals in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autopot.errors import InputError, Problem
from autopot.json_text import plain_json
from autopot.messages import Message, say, sentences
from autopot.statistics.cache import Request

if TYPE_CHECKING:
    import urllib3

LONGEST_WAIT = 120.0
"""Seconds a server may ask us to wait; if it asks for more, we stop and say so."""


class TryAgain(Exception):
    """A fault that may pass.

    Parameters
    ----------
    reason : what happened.
    wait : seconds the server asked for, None if it did not say.
    """

    def __init__(self, reason: Message, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


def check_status(request: Request, response: urllib3.BaseHTTPResponse) -> None:
    """Pass where there is an answer.

    Parameters
    ----------
    request : the question, whose address the error names.
    response : its body is read where the server refuses, and only then.

    Raises
    ------
    TryAgain
        The server is busy or broken.
    InputError
        It refuses, with its own words.
    """
    status = response.status
    if status == 200:
        return
    if status == 429 or status >= 500:
        answer = f"{status} {response.reason or ''}".strip()
        raise TryAgain(say("the server answered {answer}", answer=answer), _retry_after(response))
    if 300 <= status < 400:
        raise InputError(_moved(request, status, response.headers.get("Location", "")))
    words = response.read(2000, decode_content=False).decode("utf-8", "replace")
    try:
        described = plain_json(words)
        words = " ".join(str(described[k]) for k in ("title", "detail") if k in described)
    except (ValueError, TypeError):
        told = words.isprintable() and not words.lstrip().startswith("<")
        words = words if told else ""
    answer = f"{status} {response.reason or ''} {words[:300]}"
    raise InputError(
        Problem(
            request.url,
            say("the server refused the question: {answer}", answer=answer),
            say("an answer (200)"),
            say("check the table, the codes and --base-url"),
        )
    )


def _moved(request: Request, status: int, location: str) -> Problem:
    """The problem of a server that sends us elsewhere; where to ask is the user's to say."""
    return Problem(
        request.url,
        say(
            "the server sends us elsewhere ({status}): {address!q}", status=status, address=location
        ),
        say("an answer (200)"),
        say("if the service has moved, give its new address with --base-url"),
    )


def check_plain(request: Request, response: urllib3.BaseHTTPResponse) -> None:
    """Pass an answer that is not packed: we ask for none, and a small one may unpack to terabytes.

    Parameters
    ----------
    request : the question, whose address the error names.
    response : its headers tell.

    Raises
    ------
    InputError
        The answer is packed.
    """
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in ("", "identity"):
        raise InputError(
            Problem(
                request.url,
                say("a packed answer ({kind}), which was not asked for", kind=packed[:40]),
                say("an answer as it is"),
                say("check --base-url, or try later: the service may be down"),
            )
        )


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


def gave_up(request: Request, faults: list[TryAgain], wait: float) -> Problem:
    """The problem of a question that got no answer, or was told to wait too long.

    Parameters
    ----------
    request : the question.
    faults : of every try, one or more.
    wait : seconds until the next try would be made.
    """
    if wait > LONGEST_WAIT:
        found = say(
            "{reason}; the server asks us to wait {seconds:.0f} s",
            reason=faults[-1].reason,
            seconds=wait,
        )
        remedy = say("try again after {minutes:.0f} minutes", minutes=wait / 60)
        return Problem(request.url, found, remedy=remedy)
    different = sentences(dict.fromkeys(fault.reason for fault in faults), "; ")
    return Problem(
        request.url,
        say("no answer in {tries} tries: {reasons}", tries=len(faults), reasons=different),
        remedy=say("check the network and --base-url, or try again later; what has come is kept"),
    )


def in_plain_words(error: Exception, timeout: float) -> TryAgain:
    """A fault of the connection in few words, without addresses of objects.

    Parameters
    ----------
    error : of urllib3 or of the system.
    timeout : seconds that were waited for a connection or for a piece of an answer.
    """
    import urllib3

    known = {
        urllib3.exceptions.ReadTimeoutError: say("no answer within {seconds} s", seconds=timeout),
        urllib3.exceptions.NameResolutionError: say("the server's name is not known here"),
        urllib3.exceptions.NewConnectionError: say("no connection"),
        urllib3.exceptions.ConnectTimeoutError: say(
            "no connection within {seconds} s", seconds=timeout
        ),
        urllib3.exceptions.SSLError: say("the server's certificate could not be checked"),
        urllib3.exceptions.ProtocolError: say("the transfer broke off"),
    }
    other = say("a fault of the connection: {reason!q}", reason=str(error))
    return TryAgain(next((v for kind, v in known.items() if isinstance(error, kind)), other))
