"""A local server that plays recorded answers, and misbehaves as it is told."""

from __future__ import annotations

import json
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np

FOLDER = Path(__file__).parent.parent / "fixtures" / "fetch"
FILES = {
    "/pxwebapi/v2/config": "config.json",
    "/klass/v1/classifications/7/codesAt": "klass-7.json",
    "/klass/v1/correspondencetables/426": "klass-426.json",
    "/klass/v1/classifications/131/changes": "klass-131-changes.json",
}

LINGER = struct.pack("ii", 1, 0)
"""Tear the connection down when it is closed, instead of ending it."""


@dataclass
class Act:
    """One answer out of the ordinary.

    `cut`: bytes after which the connection breaks. `content`: sent instead of the recorded answer.
    `raw`: sent instead of status, headers and content. `reset`: the connection is torn down.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes | None = None
    cut: int | None = None
    wait: float = 0.0
    raw: bytes | None = None
    reset: bool = False


@dataclass
class Played:
    """A running server: its address, what it is to do next, and what it was asked."""

    address: str = ""
    acts: list[Act] = field(default_factory=list)
    calls: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    documents: dict[str, Any] = field(default_factory=dict)

    def answer(self, path: str, body: bytes) -> tuple[int, bytes]:
        """The recorded answer to a question."""
        parts = urlsplit(path)
        if parts.path in FILES:
            return 200, (FOLDER / FILES[parts.path]).read_bytes()
        _, _, _, kind, table, what = [*parts.path.split("/"), "", ""][:6]
        if kind != "tables" or table not in ("11418", "11918", "14746"):
            return 404, json.dumps({"title": "Non-existent table", "status": 404}).encode()
        document = self.documents.get(table) or json.loads(
            (FOLDER / f"{table}.json").read_text("utf-8")
        )
        if what == "metadata":
            rest = {k: v for k, v in document.items() if k not in ("value", "status")}
            return 200, json.dumps(rest).encode()
        if body:
            chosen = {s["variableCode"]: s["valueCodes"] for s in json.loads(body)["selection"]}
        else:
            options = parse_qs(parts.query)
            chosen = {i: options[f"valueCodes[{i}]"][0].split(",") for i in document["id"]}
        return 200, json.dumps(cut_out(document, chosen)).encode()


def cut_out(document: dict[str, Any], chosen: dict[str, list[str]]) -> dict[str, Any]:
    """The part of a json-stat2 table that was asked for, as PxWebApi cuts it."""
    indices = [document["dimension"][i]["category"]["index"] for i in document["id"]]
    positions = [
        [index[c] for c in chosen[i]] for i, index in zip(document["id"], indices, strict=True)
    ]
    flat = np.arange(int(np.prod(document["size"]))).reshape(document["size"])[np.ix_(*positions)]
    old = flat.ravel().tolist()
    dimension = {}
    for i in document["id"]:
        labels = document["dimension"][i]["category"]["label"]
        category = {
            "index": {c: n for n, c in enumerate(chosen[i])},
            "label": {c: labels[c] for c in chosen[i]},
        }
        dimension[i] = {**document["dimension"][i], "category": category}
    status = {
        str(n): document["status"][str(o)]
        for n, o in enumerate(old)
        if str(o) in document["status"]
    }
    return {
        **document,
        "size": [len(chosen[i]) for i in document["id"]],
        "dimension": dimension,
        "value": [document["value"][o] for o in old],
        "status": status,
    }


class Handler(BaseHTTPRequestHandler):
    """Answers by the script of its server."""

    server: PlayingServer

    def do_GET(self) -> None:
        self._play(b"")

    def do_POST(self) -> None:
        self._play(self.rfile.read(int(self.headers["Content-Length"])))

    def _play(self, body: bytes) -> None:
        played = self.server.played
        played.calls.append((self.command, self.path, dict(self.headers)))
        act = played.acts.pop(0) if played.acts else Act()
        time.sleep(act.wait)
        if act.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
        if act.raw is not None or act.reset:
            self.wfile.write(act.raw or b"")
            self.close_connection = True
            return
        status, content = played.answer(self.path, body)
        if act.content is not None:
            content = act.content
        if act.status != 200:
            status = act.status
        self._send(status, dict(act.headers), content, act.cut)

    def _send(self, status: int, headers: dict[str, str], content: bytes, cut: int | None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content[:cut])
        self.close_connection = cut is not None

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class PlayingServer(ThreadingHTTPServer):
    """A server with a script."""

    played: Played

    def handle_error(self, *_: object) -> None:
        """Pass over a client that has left; raise everything else in the thread of the request."""
        if not isinstance(sys.exception(), ConnectionError):
            raise


@contextmanager
def playing() -> Iterator[Played]:
    """A server on the loopback address while the block runs."""
    server = PlayingServer(("127.0.0.1", 0), Handler)
    server.played = Played(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.played
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


if __name__ == "__main__":
    with playing() as running:
        print(running.address, flush=True)
        threading.Event().wait()
