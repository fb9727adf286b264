"""The page without a server: a client that is let in, with the stamp of its forms."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path

import httpx2 as httpx
from starlette.testclient import TestClient

from autopot.app.application import create_app
from autopot.app.settings import AppSettings, Hosted, Limits

HOST = "127.0.0.1:8000"
BASE = f"http://{HOST}"
PROXY = "10.0.0.5"
HEADER = "X-Forwarded-User"


@contextmanager
def page_of(project: Path, *, alive: bool = False, hosted: bool = False, **limits: float):
    """The application, with its processes if `alive`."""
    many = Hosted((ip_network(PROXY),), HEADER, (HOST,)) if hosted else None
    settings = AppSettings(project, "nb", many, Limits(**limits))
    app = create_app(settings, [HOST])
    try:
        if alive:
            with TestClient(app, BASE):
                yield app
        else:
            yield app
    finally:
        app.state.services.jobs.close()
        app.state.services.spaces.close()


def stranger(app, **options) -> TestClient:
    """A client that nobody has let in; redirects are shown, not followed."""
    return TestClient(app, BASE, follow_redirects=False, **options)


def visitor(app) -> TestClient:
    """The person at this machine, from a page of ours."""
    client = stranger(app, headers={"Origin": BASE})
    token = app.state.services.door.new_token()
    assert client.get(f"/start/{token}").status_code == 303
    return client


def signed_in(app, name: str, address: str = PROXY) -> TestClient:
    """A visitor of a server for many, as the proxy tells of them."""
    headers = {"Origin": BASE, HEADER: name}
    return stranger(app, headers=headers, client=(address, 50_000))


def stamp(client: TestClient) -> str:
    """What goes with every form."""
    return re.search(r'name="stamp" value="([0-9a-f]+)"', client.get("/").text)[1]


def send(client: TestClient, address: str, /, files=None, **fields: object) -> httpx.Response:
    """A form of the page."""
    return client.post(address, data={"stamp": stamp(client), **fields}, files=files)


def upload(client: TestClient, content: bytes, name: str = "ansatte.csv", **fields: str):
    """Put in a staff file."""
    return send(client, "/ansatte/fil", files={"file": (name, content)}, **fields)


def jobs_of(app) -> Iterator:
    """Every study that the application knows."""
    return list(app.state.services.jobs._all.values())


def words(page: str) -> str:
    """A page as a reader sees it."""
    body = re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1])
    return re.sub(r"\s+", " ", body)


def until_over(app, seconds: float = 120) -> None:
    """Wait until nothing runs."""
    last = time.monotonic() + seconds
    while any(not job.over for job in jobs_of(app)):
        assert time.monotonic() < last, "it goes on"
        time.sleep(0.05)
