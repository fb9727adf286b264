"""One polite HTTP client: rate limit, time-out, retries, answers kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from autopot.errors import InputError, Problem, refusal
from autopot.json_text import plain_json
from autopot.messages import say, told
from autopot.statistics.cache import (
    Cache,
    Request,
    ServerAnswer,
)
from autopot.statistics.faults import (
    LONGEST_WAIT,
    TryAgain,
    check_plain,
    check_status,
    gave_up,
    in_plain_words,
)
from autopot.statistics.limits import (
    CALLS,
    RateLimit,
)
from autopot.version import __version__

if TYPE_CHECKING:
    import urllib3

Read = TypeVar("Read")

BASE_URL = "https://data.ssb.no/api"
TRIES = 5
LARGEST = 200 * 2**20
"""Bytes. The largest answer asked for is a few megabytes."""

SLOWEST = 20
"""A transfer may take this many time-outs in all, however steadily it drips."""

CHUNK = 2**16


@dataclass
class Client:
    """Asks a server for JSON, kindly.

    Parameters
    ----------
    cache : where answers are kept.
    base_url : in front of every path; another one for a mirror or a test.
    timeout : seconds to wait for a connection, and for each piece of an answer.
    refresh : ask again even where the cache has an answer.
    tell : is given one line about everything that takes time.
    clock, sleep : replaced in tests.
    """

    cache: Cache
    base_url: str = BASE_URL
    timeout: float = 30.0
    refresh: bool = False
    tell: Callable[[str], None] = field(default=lambda _: None)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        """Check the address and make the connections' home."""
        address = urlsplit(self.base_url)
        if address.scheme not in ("http", "https") or not address.netloc:
            found = say("{value!q}", value=self.base_url)
            allowed = say("an address like {address}", address=BASE_URL)
            raise InputError(Problem("--base-url", found, allowed, say("correct the address")))
        self.base_url = self.base_url.rstrip("/")
        self._limit = RateLimit(clock=self.clock, sleep=self.sleep)
        self._pool = _pool()

    def read(
        self, path: str, parse: Callable[[Any, str], Read], body: str = ""
    ) -> tuple[Read, ServerAnswer]:
        """Ask, and read the answer; only an answer that could be read is kept.

        Parameters
        ----------
        path : after the base address, with its query.
        parse : makes what is wanted of the JSON value; the second argument is its place in
            messages. Raises InputError if the answer is not what it should be.
        body : JSON text to post; empty for GET.

        Returns
        -------
        What `parse` made, and the answer it was made of.

        Raises
        ------
        InputError
            No answer after five tries, a refusal, an answer that `parse` refuses, or a cache
            folder that cannot be used.
        """
        try:
            return self._read(path, parse, body)
        except OSError as error:
            raise InputError(
                Problem(
                    f"--cache {self.cache.folder}",
                    say("cannot be used: {reason}", reason=refusal(error)),
                    say("a folder that can be written to"),
                    say("choose another folder"),
                )
            ) from error

    def _read(
        self, path: str, parse: Callable[[Any, str], Read], body: str
    ) -> tuple[Read, ServerAnswer]:
        self.cache.folder.mkdir(parents=True, exist_ok=True)
        request = Request(self.base_url + path, body)
        if not self.refresh:
            stored, reason = self.cache.load(request)
            if stored is not None:
                self.tell(told("kept {day}: {url}", day=stored.fetched[:10], url=_short(request)))
                return parse(_json(stored.content, request), request.url), stored
            if reason:
                self.tell(told("{reason}; fetched anew", reason=reason))
        self.tell(f"{request.method} {_short(request)}")
        content, value = self._insist(request)
        made = parse(value, request.url)
        return made, self.cache.store(request, content, _now())

    def _insist(self, request: Request) -> tuple[bytes, Any]:
        """The answer, with up to five tries."""
        faults: list[TryAgain] = []
        while True:
            try:
                content = self._transfer(request)
                return content, _json(content, request)
            except TryAgain as fault:
                faults.append(fault)
                wait = fault.wait if fault.wait is not None else float(2 ** (len(faults) - 1))
            if len(faults) == TRIES or wait > LONGEST_WAIT:
                raise InputError(gave_up(request, faults, wait))
            self.tell(
                told(
                    "{reason}; trying again in {seconds:.0f} s",
                    reason=faults[-1].reason,
                    seconds=wait,
                )
            )
            self.sleep(wait)

    def _transfer(self, request: Request) -> bytes:
        """One call, the whole answer or none of it."""
        import urllib3

        headers = {
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": f"autopot/{__version__}",
        }
        if request.body:
            headers["Content-Type"] = "application/json"
        if (waited := self._limit.wait()) >= 1:
            self.tell(
                told(
                    "waited {seconds:.0f} s: {calls} calls a minute are allowed",
                    seconds=waited,
                    calls=CALLS,
                )
            )
        try:
            response = self._pool.request(
                request.method,
                request.url,
                body=request.body.encode() or None,
                headers=headers,
                preload_content=False,
                redirect=False,
                retries=False,
                timeout=urllib3.Timeout(connect=self.timeout, read=self.timeout),
            )
            try:
                return self._receive(request, response)
            finally:
                response.close()
        except urllib3.exceptions.HTTPError as error:
            raise in_plain_words(error, self.timeout) from error

    def _receive(self, request: Request, response: urllib3.BaseHTTPResponse) -> bytes:
        """All that comes, within the limits of size and time."""
        check_status(request, response)
        check_plain(request, response)
        deadline = self.clock() + SLOWEST * self.timeout
        content = bytearray()
        while piece := response.read1(CHUNK, decode_content=False):
            content += piece
            if len(content) > LARGEST:
                raise InputError(_too_large(request))
            if self.clock() > deadline:
                most = SLOWEST * self.timeout
                raise TryAgain(say("the answer took more than {seconds:.0f} s", seconds=most))
        return bytes(content)


def _too_large(request: Request) -> Problem:
    found = say("an answer above {size} MB", size=LARGEST // 2**20)
    return Problem(request.url, found, say("a table"), say("check --base-url"))


def _short(request: Request) -> str:
    """The address without its query, for people."""
    return urlsplit(request.url)._replace(query="").geturl()


def _pool() -> urllib3.PoolManager:
    try:
        import urllib3
    except ImportError as error:
        raise InputError(
            Problem(
                "autopot fetch",
                say("{package} is not installed", package="urllib3"),
                say("the extra {name}", name="ssb"),
                say("install with: {command}", command='pip install "autopot[ssb]"'),
            )
        ) from error
    return urllib3.PoolManager()


def _json(content: bytes, request: Request) -> Any:
    """The JSON value of an answer.

    A page of HTML is a wrong address or a server under repair; anything else that is not JSON was
    probably cut off, which may pass.
    """
    try:
        return plain_json(content)
    except ValueError as error:
        start = content[:60].decode("utf-8", "replace").strip()
        if start.startswith("<"):
            raise InputError(
                Problem(
                    request.url,
                    say("a page instead of data: {start!q}", start=start),
                    "JSON",
                    say("check --base-url, or try later: the service may be down"),
                )
            ) from error
        raise TryAgain(say("the answer is not whole")) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
