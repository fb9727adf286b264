"""A server that is slow, lies, breaks off or sends bombs: clear errors, and the cache as it was."""

from __future__ import annotations

import gzip

import pytest

from autopot.errors import InputError
from autopot.messages import speaking
from autopot.statistics import Cache, Client
from support.fetch_server import FOLDER, Act

CONFIG = "/pxwebapi/v2/config"
RECORDED = (FOLDER / "config.json").read_bytes()
OK = b"HTTP/1.1 200 OK\r\n"
BOMB = gzip.compress(bytes(20_000_000))
"""20 kB that unpack to 20 MB."""

NEVER = {
    "too slow": (Act(wait=0.25), "ikke noe svar innen 0,1 s"),
    "torn down": (Act(reset=True), "overføringen ble brutt"),
    "half a file": (Act(cut=100), "overføringen ble brutt"),
    "half a file, told as whole": (Act(content=RECORDED[:50]), "svaret er ikke helt"),
    "a length too long": (
        Act(raw=OK + b"Content-Length: 99999\r\n\r\n" + RECORDED),
        "overføringen ble brutt",
    ),
    "a length too short": (Act(headers={"Content-Length": "40"}), "svaret er ikke helt"),
    "a length below nothing": (Act(raw=OK + b"Content-Length: -1\r\n\r\n"), "svaret er ikke helt"),
    "pieces without a size": (
        Act(raw=OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"),
        "overføringen ble brutt",
    ),
    "no answer at all": (Act(raw=b""), "overføringen ble brutt"),
    "another protocol": (Act(raw=b"SSH-2.0-OpenSSH_9.6\r\n"), "overføringen ble brutt"),
    "headers without end": (
        Act(raw=OK + b"X: " + b"x" * 70_000 + b"\r\n\r\n"),
        "overføringen ble brutt",
    ),
    "broken": (Act(500), "tjeneren svarte 500"),
    "a gateway's time-out": (Act(504, content=b"<html>"), "tjeneren svarte 504"),
    "a picture": (
        Act(headers={"Content-Type": "image/png"}, content=b"\x89PNG\r\n\x1a\n" + bytes(90)),
        "svaret er ikke helt",
    ),
    "nothing": (Act(content=b""), "svaret er ikke helt"),
    "another alphabet": (Act(content="{'å': 1}".encode("utf-16")), "svaret er ikke helt"),
}
"""What may pass, and is asked for again: what is done, what is said after five tries."""

AT_ONCE = {
    "sent elsewhere": (
        Act(302, headers={"Location": "http://127.0.0.1:9/evil"}),
        "tjeneren sender oss til et annet sted (302)",
    ),
    "sent in a circle": (Act(307, headers={"Location": CONFIG}), "et annet sted (307)"),
    "a bomb": (Act(headers={"Content-Encoding": "gzip"}, content=BOMB), "et pakket svar (gzip)"),
    "a bomb in a refusal": (
        Act(404, headers={"Content-Encoding": "gzip"}, content=BOMB),
        "tjeneren avviste spørsmålet: 404 Not Found",
    ),
    "a page": (Act(content=b"<html>Logg inn</html>"), "en nettside i stedet for data"),
    "a bomb of levels": (Act(content=b"[" * 100_000), "svaret er ikke helt"),
}
"""What asking again would not mend."""


@pytest.fixture
def client(server, tmp_path):
    """A client with one answer kept, which waits on paper and asks the server anew."""
    made = Client(Cache(tmp_path / "cache"), server.address, timeout=5, sleep=lambda _: None)
    made.read(CONFIG, lambda value, _: value)
    server.calls.clear()
    made.refresh, made.timeout = True, 0.1
    return made


def content(client) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in client.cache.folder.iterdir()}


def ask(client) -> str:
    """What is told in Norwegian, where nothing is answered."""
    with speaking("nb"), pytest.raises(InputError) as error:
        client.read(CONFIG, lambda value, _: value)
    with speaking("nb"):
        (problem,) = error.value.problems
        assert problem.remedy
        return str(problem.found)


@pytest.mark.parametrize("case", NEVER)
def test_what_may_pass_is_tried_five_times_and_told(client, server, case):
    act, told = NEVER[case]
    server.acts, before = [act] * 9, content(client)
    found = ask(client)
    assert "ikke noe svar på 5 forsøk" in found
    assert told in found
    assert len(server.calls) == 5
    assert content(client) == before


@pytest.mark.parametrize("case", AT_ONCE)
def test_what_will_not_pass_is_told_at_once(client, server, case):
    act, told = AT_ONCE[case]
    server.acts, before = [act] * 9, content(client)
    found = ask(client)
    assert told in found
    assert "\x1f" not in found
    assert content(client) == before


def test_after_all_of_it_the_kept_answer_is_still_used(client, server):
    server.acts = [act for act, _ in AT_ONCE.values()][:1]
    ask(client)
    client.refresh = False
    assert client.read(CONFIG, lambda value, _: value)[1].cached
