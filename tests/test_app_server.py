"""`autopot app` as a program: started, found, stopped, and started wrongly."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.cookiejar import CookieJar

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@contextmanager
def started(place, *more):
    """The program, with folders of its own for all that it writes; it ends with the test."""
    for name in ("tmp", "state"):
        (place / name).mkdir(exist_ok=True)
    own = {"TMPDIR": str(place / "tmp"), "XDG_STATE_HOME": str(place / "state")}
    environment = {**os.environ, **own, "AUTOPOT_LANGUAGE": "nb"}
    command = [sys.executable, "-m", "autopot", "app", str(place / "project"), "--no-browser"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([*command, *more], env=environment, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def entered(address):
    """A browser without a window that has opened an address."""
    base = address.split("/start/")[0]
    jar = urllib.request.HTTPCookieProcessor(CookieJar())
    browser = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)
    browser.addheaders = [("Origin", base)]
    page = browser.open(address).read().decode()
    return browser, base, re.search(r'name="stamp" value="([0-9a-f]+)"', page)[1]


def put_in(browser, base, stamp):
    """Put in a staff file with the name of a person in it."""
    head = "Content-Disposition: form-data; name="
    body = (
        f'--x\r\n{head}"stamp"\r\n\r\n{stamp}\r\n--x\r\n{head}"file"; filename="Kari Nordmann.csv"'
    )
    body += "\r\n\r\nkommune;sektor;stilling;årsverk\r\n1119;Skole;Lærer;1\r\n--x--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    browser.open(urllib.request.Request(f"{base}/ansatte/fil", body.encode(), kind))


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_what_is_private_goes_with_the_program_and_nothing_is_logged(tmp_path, sign):
    """A signal to end, Ctrl+C, and a terminal that is closed; a second start finds the first."""
    with started(tmp_path) as process:
        line = process.stdout.readline()
        browser, base, stamp = entered(re.search(r"http://\S+", line)[0])
        put_in(browser, base, stamp)
        assert list((tmp_path / "tmp").rglob("ansatte.csv"))
        if sign == signal.SIGTERM:
            with started(tmp_path) as second:
                found, err = second.communicate(timeout=60)
                assert (second.returncode, err) == (0, "")
            assert found.startswith(f"Siden er allerede åpen: {base}/start/")
            entered(re.search(r"http://\S+", found)[0])
        process.send_signal(sign)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (0, "")
    assert "Nordmann" not in err
    assert "Traceback" not in err
    assert not list((tmp_path / "tmp").rglob("ansatte*"))
    assert not list((tmp_path / "state").rglob("*.json"))


def test_a_killed_program_s_files_go_at_the_next_start(tmp_path):
    with started(tmp_path) as process:
        put_in(*entered(re.search(r"http://\S+", process.stdout.readline())[0]))
        process.kill()
    assert list((tmp_path / "tmp").rglob("ansatte.csv"))
    with started(tmp_path) as process:
        assert "/start/" in process.stdout.readline()
        assert not list((tmp_path / "tmp").rglob("ansatte.csv"))
        process.terminate()


def test_a_server_for_many_can_be_asked_for_its_health_from_inside_and_no_more(tmp_path):
    """As the health check of a container asks, which does not know what the server is called."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    many = ["--host", "127.0.0.1", "--port", str(port)]
    proxy = ["--trusted-proxy", "10.0.0.5", "--public-host", "autopot.example"]
    with started(tmp_path, *many, *proxy) as process:
        assert str(port) in process.stdout.readline()
        asking = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        assert asking.open(f"http://localhost:{port}/healthz").read() == b"ok"
        with pytest.raises(urllib.error.HTTPError, match="403"):
            asking.open(f"http://localhost:{port}/")
        process.terminate()


@pytest.mark.parametrize(
    "more", [["--host", "0.0.0.0"], ["--host", "::", "--trusted-proxy", "x", "--public-host", "y"]]
)
def test_a_server_for_many_needs_to_know_its_proxy(call, more):
    code, _, err = call("app", "project", *more)
    assert code == 1
    assert "--trusted-proxy" in err
