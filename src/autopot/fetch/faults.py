"""What can go wrong between us and a server: faults that may pass, and refusals in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autopot.errors import InputError, Norwegian, Problem
from autopot.fetch.cache import Request
from autopot.json_text import plain_json

if TYPE_CHECKING:
    import urllib3

LONGEST_WAIT = 120.0
"""Seconds a server may ask us to wait; if it asks for more, we stop and say so."""


class TryAgain(Exception):
    """A fault that may pass.

    Parameters
    ----------
    reason, reason_nb : what happened, in English and Norwegian.
    wait : seconds the server asked for, None if it did not say.
    """

    def __init__(self, reason: str, reason_nb: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason_nb = reason_nb
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
        said = f"{status} {response.reason or ''}".strip()
        raise TryAgain(said, f"tjeneren svarte {said}", _retry_after(response))
    words = response.read(2000, decode_content=True).decode("utf-8", "replace")
    try:
        described = plain_json(words)
        words = " ".join(str(described[k]) for k in ("title", "detail") if k in described)
    except (ValueError, TypeError):
        words = "" if words.lstrip().startswith("<") else words
    remedy = "check the table, the codes and --base-url"
    found = f"{status} {response.reason or ''} {words[:300]}"
    nb = Norwegian(
        f"tjeneren avviste spørsmålet: {found}",
        "et svar (200)",
        "kontroller tabellen, kodene og --base-url",
    )
    raise InputError(Problem(request.url, found, "an answer (200)", remedy, nb=nb))


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
    """The problem of a question that got no answer, or was told to wait too long."""
    if wait > LONGEST_WAIT:
        last, minutes = faults[-1], f"{wait / 60:.0f}"
        nb = Norwegian(
            f"{last.reason_nb}; tjeneren ber oss vente {wait:.0f} s",
            "",
            f"prøv igjen om {minutes} minutter",
        )
        found = f"{last}; the server asks us to wait {wait:.0f} s"
        return Problem(request.url, found, "", f"try again after {minutes} minutes", nb=nb)
    different = "; ".join(dict.fromkeys(str(fault) for fault in faults))
    different_nb = "; ".join(dict.fromkeys(fault.reason_nb for fault in faults))
    return Problem(
        request.url,
        f"no answer in {len(faults)} tries: {different}",
        "",
        "check the network and --base-url, or try again later; what has come is kept",
        nb=Norwegian(
            f"ikke noe svar på {len(faults)} forsøk: {different_nb}",
            "",
            "kontroller nettet og --base-url, eller prøv igjen senere; det som er kommet, er tatt "
            "vare på",
        ),
    )


def in_plain_words(error: Exception, timeout: float) -> TryAgain:
    """A fault of the connection in few words, without addresses of objects."""
    import urllib3

    seconds = f"{timeout:g}".replace(".", ",")
    known = {
        urllib3.exceptions.ReadTimeoutError: (
            f"no answer within {timeout:g} s",
            f"ikke noe svar innen {seconds} s",
        ),
        urllib3.exceptions.NameResolutionError: (
            "the server's name is not known here",
            "tjenerens navn er ikke kjent herfra",
        ),
        urllib3.exceptions.NewConnectionError: ("no connection", "ingen forbindelse"),
        urllib3.exceptions.ConnectTimeoutError: (
            f"no connection within {timeout:g} s",
            f"ingen forbindelse innen {seconds} s",
        ),
        urllib3.exceptions.SSLError: (
            "the server's certificate could not be checked",
            "tjenerens sertifikat kunne ikke kontrolleres",
        ),
        urllib3.exceptions.ProtocolError: ("the transfer broke off", "overføringen ble brutt"),
    }
    other = (str(error), f"feil i forbindelsen: {error}")
    return TryAgain(*next((v for kind, v in known.items() if isinstance(error, kind)), other))
