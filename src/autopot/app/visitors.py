"""Who a request comes from: the person at this machine, or whoever the proxy has signed in."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from ipaddress import ip_address

from starlette.requests import Request

from autopot.app.settings import Hosted

COOKIE = "autopot"
LOCAL = "local"


@dataclass(frozen=True)
class Visitor:
    """Who asks.

    Parameters
    ----------
    key : of the visitor's folder; letters and digits that tell nothing of who it is.
    stamp : goes with every form of this visitor; nobody else can make it.
    """

    key: str
    stamp: str


class Door:
    """Tells visitors apart, and strangers from visitors.

    Parameters
    ----------
    hosted : None for one person on this machine, who comes with a token that is used once.

    `knock` is known to other programs of the same person alone; it gives a new token.
    """

    def __init__(self, hosted: Hosted | None) -> None:
        self._hosted = hosted
        self._secret = secrets.token_bytes(32)
        self._tokens: set[str] = set()
        self.knock = secrets.token_urlsafe(32)
        self._cookie = secrets.token_urlsafe(32)

    def new_token(self) -> str:
        """A token that opens the page once."""
        token = secrets.token_urlsafe(32)
        self._tokens.add(token)
        return token

    def enter(self, token: str) -> str | None:
        """The cookie for whoever brings a token; each token works once.

        Parameters
        ----------
        token : as it stands in the address.
        """
        known = [one for one in self._tokens if hmac.compare_digest(one.encode(), token.encode())]
        if not known:
            return None
        self._tokens.difference_update(known)
        return self._cookie

    def visitor(self, request: Request) -> Visitor | None:
        """Who a request comes from; None for a stranger.

        Parameters
        ----------
        request : its headers and the address it was sent from are looked at.
        """
        if self._hosted is None:
            sent = request.cookies.get(COOKIE, "")
            known = hmac.compare_digest(sent.encode(), self._cookie.encode())
            return self._known(LOCAL) if known else None
        name = self._signed_in(request, self._hosted)
        return self._known(hashlib.sha256(name.encode()).hexdigest()[:32]) if name else None

    def _known(self, key: str) -> Visitor:
        return Visitor(key, hmac.new(self._secret, key.encode(), "sha256").hexdigest())

    @staticmethod
    def _signed_in(request: Request, hosted: Hosted) -> str:
        """The name that a trusted proxy gives; more than one is a header that was smuggled in."""
        if request.client is None:
            return ""
        try:
            address = ip_address(request.client.host)
        except ValueError:
            return ""  # no address at all, such as of a socket in a file
        address = getattr(address, "ipv4_mapped", None) or address
        if not any(address in network for network in hosted.trusted):
            return ""
        names = request.headers.getlist(hosted.header)
        return names[0].strip() if len(names) == 1 else ""
