"""Start the page, find one that runs already, and leave nothing behind."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import urllib.request
from collections.abc import Callable
from logging import CRITICAL
from pathlib import Path
from signal import SIGTERM

import platformdirs
import uvicorn
from starlette.applications import Starlette

from autopot.app.application import create_app
from autopot.app.pages.home import KNOCK
from autopot.app.settings import AppSettings
from autopot.errors import InputError, Problem
from autopot.messages import say

HERE = "127.0.0.1"
GRACE = 5
"""Seconds that requests get to finish when the page is stopped."""


def serve_here(settings: AppSettings, port: int | None, tell: Callable[[str, bool], None]) -> None:
    """Serve one person on this machine, until stopped.

    Parameters
    ----------
    settings : how it is served.
    port : None takes one that is free.
    tell : called with the address to open, and whether the page ran already.

    Raises
    ------
    InputError
        The port is taken.
    """
    state = _state_file(settings.project)
    there = _running(state)
    if there is not None:
        tell(there, True)
        return
    listening = _listening(HERE, port or 0)
    number = listening.getsockname()[1]
    app = create_app(settings, [f"{HERE}:{number}", f"localhost:{number}"])
    door = app.state.services.door
    state.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    state.unlink(missing_ok=True)
    descriptor = os.open(state, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"port": number, "knock": door.knock}, file)
    try:
        _serve(
            app, listening, lambda: tell(f"http://{HERE}:{number}/start/{door.new_token()}", False)
        )
    finally:
        state.unlink(missing_ok=True)


def serve_many(settings: AppSettings, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve many visitors behind a proxy, until stopped.

    Parameters
    ----------
    settings : how it is served; `hosted` says who the proxy is.
    host, port : where it listens.
    tell : called with the address, once it listens.

    Raises
    ------
    InputError
        The place cannot be listened at.
    ValueError
        `settings.hosted` is None.
    """
    if settings.hosted is None:
        raise ValueError("nobody would be let in")
    listening = _listening(host, port)
    own = f"localhost:{listening.getsockname()[1]}"  # a container asks itself for its health
    app = create_app(settings, [own, *(name.lower() for name in settings.hosted.hosts)])
    _serve(app, listening, lambda: tell(f"http://{host}:{listening.getsockname()[1]}"))


def _serve(app: Starlette, listening: socket.socket, tell: Callable[[], None]) -> None:
    """Serve until Ctrl+C, a signal to end or a closed terminal; then what is private is gone."""
    server = _server(app)

    def ended(*_: object) -> None:
        raise SystemExit(0)

    def hung_up(*_: object) -> None:
        server.should_exit = True

    before = [(SIGTERM, signal.signal(SIGTERM, ended))]  # the server passes it on at its end
    if hasattr(signal, "SIGHUP"):
        before.append((signal.SIGHUP, signal.signal(signal.SIGHUP, hung_up)))
    try:
        tell()
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # the usual way to stop it
    finally:
        app.state.services.jobs.close()
        app.state.services.spaces.close()
        for number, handler in before:
            signal.signal(number, handler)


def _server(app: Starlette) -> uvicorn.Server:
    """A server that writes no log: names of files and addresses with tokens would stand in it."""
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level=CRITICAL,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
        lifespan="on",
    )
    return uvicorn.Server(config)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # whoever is told the address may come at once
    except OSError as error:
        listening.close()
        found = say("port {port} cannot be used: {why}", port=port, why=error.strerror or "")
        remedy = say("choose another, or leave it out to take a free one")
        raise InputError(Problem("--port", found, remedy=remedy)) from error
    return listening


def _state_file(project: Path) -> Path:
    """Where a running page of a project is told to the next start; nobody else may read it."""
    name = hashlib.sha256(str(project.resolve()).encode()).hexdigest()[:16]
    return Path(platformdirs.user_state_dir("autopot")) / f"app-{name}.json"


def _running(state: Path) -> str | None:
    """The address of a page that runs already, with a new token; None where there is none."""
    try:
        said = json.loads(state.read_text(encoding="utf-8"))
        base = f"http://{HERE}:{int(said['port'])}"
        headers = {KNOCK: str(said["knock"]), "Origin": base}
        asked = urllib.request.Request(f"{base}/bank", b"", headers, method="POST")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(asked, timeout=2) as answer:
            return f"{base}/start/{answer.read(200).decode('ascii')}"
    except (OSError, ValueError, KeyError, TypeError):
        return None
