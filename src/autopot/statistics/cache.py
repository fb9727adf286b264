"""A folder of answers with their checksums."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from platformdirs import user_cache_path

from autopot.json_text import plain_json
from autopot.messages import Message, say


@dataclass(frozen=True)
class Request:
    """A question to the server: GET, or POST where there is a body."""

    url: str
    body: str = ""

    @property
    def method(self) -> str:
        """GET or POST."""
        return "POST" if self.body else "GET"

    @property
    def key(self) -> str:
        """File name of the answer: the same question, the same name."""
        text = f"{self.method} {self.url}\n{self.body}"
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class ServerAnswer:
    """What the server sent, or what it sent before.

    Parameters
    ----------
    request : the question.
    content : the bytes.
    sha256 : their checksum, hexadecimal.
    fetched : when they came, UTC, ISO 8601.
    cached : whether they came from the cache.
    """

    request: Request
    content: bytes
    sha256: str
    fetched: str
    cached: bool


def default_folder() -> Path:
    """Where answers are kept unless --cache says otherwise: the user's cache folder."""
    return user_cache_path("autopot", appauthor=False) / "ssb"


class Cache:
    """Answers in a folder: `<key>.body` with `<key>.json`.

    The body is in place before its description, and the description holds the checksum, so that an
    answer cut off at any moment is never taken for whole.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, request: Request) -> tuple[ServerAnswer | None, Message | None]:
        """The stored answer, or None with the reason why a stored one is not used.

        Returns
        -------
        ServerAnswer or None; None or a reason.
        """
        body = self._file(request, "body")
        about = self._file(request, "json")
        if not (body.is_file() and about.is_file()):
            return None, None
        content = body.read_bytes()
        try:
            described = plain_json(about.read_text("utf-8"))
            checksum, fetched = str(described["sha256"]), str(described["fetched"])
        except (ValueError, KeyError, TypeError):
            return None, say("{file} cannot be read", file=about)
        if hashlib.sha256(content).hexdigest() != checksum:
            return None, say("{file} does not match its checksum", file=body)
        return ServerAnswer(request, content, checksum, fetched, cached=True), None

    def store(self, request: Request, content: bytes, fetched: str) -> ServerAnswer:
        """Keep an answer that was read and found good.

        Parameters
        ----------
        request : the question, which names the files.
        content : the whole body.
        fetched : when it came, UTC, ISO 8601.
        """
        checksum = hashlib.sha256(content).hexdigest()
        _write(self._file(request, "body"), content)
        described = {**asdict(request), "sha256": checksum, "fetched": fetched}
        _write(self._file(request, "json"), json.dumps(described, indent=1).encode())
        return ServerAnswer(request, content, checksum, fetched, cached=False)

    def _file(self, request: Request, ending: str) -> Path:
        return self.folder / f"{request.key}.{ending}"


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(f".{path.name}.new")
    partial.write_bytes(content)
    os.replace(partial, path)
