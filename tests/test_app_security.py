"""Nobody gets in, nothing gets out, and nothing stays: the page as an attacker meets it."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from pathlib import Path

import pytest

from autopot.app.guard import HEADERS
from autopot.app.workspace import PRIVATE, Workspaces
from support.app_client import (
    BASE,
    HEADER,
    HOST,
    PROXY,
    jobs_of,
    page_of,
    send,
    signed_in,
    stamp,
    stranger,
    upload,
    visitor,
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX are looked at")
FORMS = (
    "sprak",
    "kjor",
    "stopp",
    *(f"ansatte/{x}" for x in ("fil", "svar", "koder/gruppe", "angre", "fjern")),
    *(
        f"scenario/{x}"
        for x in ("velg", "endre", "angre", "radar", "barrierer", "lagre", "legg-inn", "slett")
    ),
    *(f"plan/{x}" for x in ("ny", "fil", "lagre", "stopp", "angre", "fjern")),
    *(f"oppgaver/{x}" for x in ("lagre", "ny", "fjern", "angre")),
)
STAFF = b"kommune;sektor;yrke;arsverk\n1119;Skole;2341;10\n"


@pytest.fixture
def app(tmp_path, monkeypatch):
    """The page of one person; private folders are made in a place of the test."""
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    with page_of(tmp_path / "project") as made:
        yield made


@pytest.fixture
def many(tmp_path):
    """The page of many, behind a proxy at `PROXY`."""
    with page_of(tmp_path / "project", hosted=True) as made:
        yield made


def a_run(project: Path, name: str = "base-1") -> Path:
    """A finished run, as far as the page is concerned."""
    folder = project / "runs" / name
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"scenario": {"title": {"nb": "<b>Vår</b>"}}}', "utf-8")
    (folder / "report.html").write_text("<title>x</title>", "utf-8")
    return folder


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1", "", "localhost"]
)
def test_a_foreign_host_is_refused(app, host):
    """DNS rebinding: the browser says the name that the attacker owns."""
    client = visitor(app)
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"http://{HOST}.evil.example", "http://127.0.0.1:9"]
)
def test_a_form_from_elsewhere_is_refused(app, origin):
    client = visitor(app)
    sent = {"stamp": stamp(client), "language": "en"}
    answer = client.post("/sprak", data=sent, headers={"Origin": origin})
    assert answer.status_code == 403
    assert client.get("/").text.count('lang="nb"') > 0


def test_a_form_without_an_origin_is_refused(app):
    client = visitor(app)
    sent = {"stamp": stamp(client), "language": "en"}
    del client.headers["Origin"]
    assert client.post("/sprak", data=sent).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_that_the_browser_calls_foreign_is_refused(app, site):
    client = visitor(app)
    sent = {"stamp": stamp(client), "language": "en"}
    assert client.post("/sprak", data=sent, headers={"Sec-Fetch-Site": site}).status_code == 403


@pytest.mark.parametrize("said", [{}, {"stamp": ""}, {"stamp": "0" * 64}, {"stamp": "æ"}])
@pytest.mark.parametrize(
    "path",
    [f"/{one}" for one in FORMS],
)
def test_a_form_without_its_stamp_is_refused(app, path, said):
    assert visitor(app).post(path, data={"language": "en", **said}).status_code == 403
    assert jobs_of(app) == []


def test_a_token_works_once_and_a_wrong_one_never(app):
    token = app.state.services.door.new_token()
    assert stranger(app).get(f"/start/{token}").status_code == 303
    assert stranger(app).get(f"/start/{token}").status_code == 403
    assert stranger(app).get("/start/guessed").status_code == 403
    assert stranger(app).get("/start/%C3%A6").status_code == 403


def test_the_cookie_is_kept_from_scripts_and_other_sites(app):
    answer = stranger(app).get(f"/start/{app.state.services.door.new_token()}")
    assert {"httponly", "samesite=strict", "path=/"} <= {
        part.strip().lower() for part in answer.headers["set-cookie"].split(";")
    }


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/ansatte",
        "/resultat",
        "/jobb/x",
        "/ansatte/koblinger.xlsx",
        "/resultat/a/b",
        "/plan",
        "/plan/plan.yaml",
    ],
)
def test_a_stranger_sees_no_page(app, path):
    answer = stranger(app).get(path)
    assert answer.status_code == 403
    assert 'name="stamp"' not in answer.text


def test_another_program_needs_the_knock(app):
    client = stranger(app, headers={"Origin": BASE})
    for said in ("", "guessed", "\xe6"):
        given = {"x-autopot-knock": said.encode("latin-1")}
        assert client.post("/bank", headers=given).status_code == 403
    known = {"x-autopot-knock": app.state.services.door.knock}
    assert stranger(app).get(f"/start/{client.post('/bank', headers=known).text}").is_redirect


def test_too_large_is_refused_before_a_byte_is_read(app):
    """A gigabyte is said, and nothing of it sent."""
    client = visitor(app)
    answer = client.post("/ansatte/fil", headers={"Content-Length": str(1 << 30)}, content=b"")
    assert answer.status_code == 413
    assert "høyst 100 MB" in answer.text
    assert '<a class="button" href="/ansatte">Tilbake til Ansatte</a>' in answer.text
    nobody = stranger(app, headers={"Origin": str(client.base_url)})
    answer = nobody.post("/ansatte/fil", headers={"Content-Length": str(1 << 30)}, content=b"")
    assert (answer.status_code, "<a" in answer.text) == (413, False)
    assert client.post("/kjor", headers={"Content-Length": "-1"}, content=b"").status_code == 400


def test_too_large_is_refused_while_it_is_read(tmp_path):
    """Sent in pieces, without saying how much: reading ends soon after the limit."""
    given = []

    def pieces():
        head = 'Content-Disposition: form-data; name="file"; filename="a.csv"'
        yield f"--x\r\n{head}\r\n\r\n".encode()
        for _ in range(1000):
            given.append(1)
            yield b"0" * 1000

    with page_of(tmp_path, upload=10_000) as app:
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        answer = visitor(app).post("/ansatte/fil", headers=kind, content=pieces())
        assert answer.status_code == 413
        assert "høyst 10 kB" in answer.text
        assert app.state.services.spaces.of("local").staff is None


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/ansatte", 200), ("/nothing", 404), ("/static/app.css", 200), ("/healthz", 200)],
)
def test_every_answer_has_the_headers(app, path, status):
    for client in (visitor(app), stranger(app)):
        answer = client.get(path)
        assert answer.status_code in (status, 403)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert "server" not in answer.headers


def test_refusals_have_the_headers_too(app):
    client = visitor(app)
    for answer in (
        client.get("/", headers={"Host": "evil.example"}),
        client.post("/kjor"),
        client.put("/"),
        client.post("/ansatte/fil", headers={"Content-Length": str(1 << 30)}, content=b""),
    ):
        assert answer.status_code >= 400
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_nothing_outside_is_named_in_what_is_sent(app):
    client = visitor(app)
    for path in ("/", "/ansatte", "/resultat", "/static/app.js", "/static/app.css"):
        assert re.findall(r"(?:https?:)?//\w[\w.-]+\.\w+", client.get(path).text) == []


def test_a_report_is_kept_apart_from_the_page(app, tmp_path):
    a_run(tmp_path / "project")
    client = visitor(app)
    policy = client.get("/resultat/base-1/report.html").headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy
    page = client.get("/resultat/base-1").text
    assert 'sandbox="allow-scripts allow-downloads allow-modals"' in page
    assert "<b>Vår" not in page
    assert "&lt;b&gt;Vår" in page


@pytest.mark.parametrize(
    "path",
    [
        "/resultat/../prosjekt.json",
        "/resultat/..%2f..%2fsecret/report.html",
        "/resultat/%2e%2e/report.html",
        "/resultat/base-1/..%2f..%2f..%2fsecret.txt",
        "/resultat/base-1/manifest.json",
        "/resultat/base-1/report.html%00",
        "/static/..%2fguard.py",
        "/static/%2e%2e/guard.py",
        "/static/....//guard.py",
    ],
)
def test_no_name_leads_out_of_the_folder(app, tmp_path, path):
    a_run(tmp_path / "project")
    (tmp_path / "secret.txt").write_text("its words")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "report.html").write_text("its words")
    answer = visitor(app).get(path)
    assert answer.status_code == 404
    assert "its words" not in answer.text


def test_a_link_in_a_run_is_not_followed_into_the_archive(app, tmp_path):
    folder = a_run(tmp_path / "project")
    (tmp_path / "secret.txt").write_text("secret-words")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert b"link.txt" not in visitor(app).get("/resultat/base-1/alt.zip").content


def test_one_visitor_cannot_reach_what_is_another_s(many, tmp_path):
    """Run, file and study of the first, asked for by the second with their exact names."""
    first, second = signed_in(many, "kari"), signed_in(many, "ola")
    upload(first, STAFF)
    (key,) = [job.key for job in jobs_of(many)]
    assert first.get(f"/jobb/{key}").status_code == 200
    assert second.get(f"/jobb/{key}").status_code == 404
    owner = jobs_of(many)[0].owner
    second.get("/")
    a_run(tmp_path / "project" / owner)
    assert first.get("/resultat/base-1/report.html").status_code == 200
    for path in ("", "/report.html", "/alt.zip"):
        assert second.get(f"/resultat/base-1{path}").status_code == 404
    assert "ansatte/fjern" in first.get("/ansatte").text
    assert "ansatte/fjern" not in second.get("/ansatte").text
    assert second.post("/stopp", data={"stamp": stamp(first)}).status_code == 403


def test_only_the_proxy_may_say_who_somebody_is(many):
    assert signed_in(many, "kari").get("/").status_code == 200
    for address in ("10.0.0.6", "127.0.0.1", "testclient", "::1"):
        assert signed_in(many, "kari", address).get("/").status_code == 403
    assert signed_in(many, "kari", f"::ffff:{PROXY}").get("/").status_code == 200


def test_a_name_that_is_said_twice_is_refused(many):
    client = stranger(many, client=(PROXY, 50_000))
    twice = [(HEADER, "kari"), (HEADER, "admin")]
    assert client.get("/", headers=twice).status_code == 403
    assert client.get("/", headers={HEADER: " "}).status_code == 403
    assert client.get("/").status_code == 403


def test_a_server_for_many_has_no_way_in_by_a_token(many):
    token = many.state.services.door.new_token()
    assert stranger(many).get(f"/start/{token}").status_code == 403
    known = {"x-autopot-knock": many.state.services.door.knock, "Origin": BASE}
    assert stranger(many).post("/bank", headers=known).status_code == 403


def test_a_visitor_keeps_no_more_than_there_is_room_for(tmp_path):
    with page_of(tmp_path, hosted=True, kept=10) as app:
        client = signed_in(app, "kari")
        upload(client, STAFF)
        assert upload(client, STAFF).status_code == 507
        assert send(client, "/kjor").status_code == 507


@pytest.mark.parametrize(
    "name", ["../../x.csv", "01017012345.csv", "/etc/passwd.csv", "a\x00b.csv"]
)
def test_a_file_s_name_is_never_used(app, tmp_path, name):
    client = visitor(app)
    assert upload(client, STAFF, name).status_code == 303
    names = {path.name for path in tmp_path.rglob("*")}
    assert "ansatte.csv" in names
    assert not {"x.csv", "01017012345.csv", "passwd.csv"} & names
    assert "01017012345" not in client.get("/ansatte").text
    kept = (tmp_path / "project" / "prosjekt.json").read_text("utf-8")
    assert "x.csv" not in kept
    assert "01017012345" not in kept


@pytest.mark.parametrize("name", ["ansatte.exe", "ansatte", "ansatte.xlsm", ".csv"])
def test_other_kinds_of_file_are_refused(app, name):
    answer = upload(visitor(app), STAFF, name)
    assert answer.status_code == 400
    assert "Disse blir lest" in answer.text


def test_the_staff_file_is_for_its_owner_alone_and_goes_when_it_is_over(app, tmp_path):
    upload(visitor(app), STAFF)
    (file,) = (tmp_path / "tmp").rglob("ansatte.csv")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for folder in (file.parent, file.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    app.state.services.spaces.close()
    assert list((tmp_path / "tmp").iterdir()) == []
    assert STAFF not in b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())


def test_the_staff_file_goes_when_nobody_has_been_here_for_a_while(app, tmp_path):
    client = visitor(app)
    upload(client, STAFF)
    app.state.services.spaces.drop_idle(3600)
    assert list((tmp_path / "tmp").rglob("ansatte.csv"))
    app.state.services.spaces.drop_idle(-1)
    assert not list((tmp_path / "tmp").rglob("ansatte.csv"))
    assert "Legg den inn på nytt" in client.get("/ansatte").text


def test_what_a_killed_program_left_is_removed_at_the_next_start(tmp_path, monkeypatch):
    """A folder whose lock nobody holds goes; one that a program holds stays; so does another's."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, fresh = tmp_path / f"{PRIVATE}left", tmp_path / f"{PRIVATE}fresh"
    for folder in (left, fresh):
        folder.mkdir()
    (left / "i-bruk").touch()
    (left / "ansatte.csv").write_bytes(STAFF)
    (tmp_path / f"{PRIVATE}link").symlink_to(tmp_path)
    running = Workspaces(tmp_path / "a", False)
    assert not left.exists()
    assert fresh.exists()  # its program begins just now
    other = Workspaces(tmp_path / "b", False)
    assert running._private.is_dir()
    other.close()
    running.close()
    assert (tmp_path / f"{PRIVATE}link").is_symlink()
    assert not running._private.exists()


def test_a_defect_is_told_by_its_name_alone_and_written_nowhere(app, monkeypatch, capfd, caplog):
    def broken(*_):
        raise RuntimeError("Kari Nordmann 01017012345")

    client = visitor(app)
    monkeypatch.setattr(type(app.state.services.spaces.of("local")), "runs", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "RuntimeError" in answer.text
    assert "Nordmann" not in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    out, err = capfd.readouterr()
    assert (out, err, caplog.text) == ("", "", "")


def test_html_of_a_file_is_shown_and_never_run(app):
    """Title, heading, cell and municipality that try to break out; all that is shown is text."""
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    client = visitor(app)
    space = app.state.services.spaces.of("local")
    upload(client, STAFF, municipality=hostile)
    found = dict.fromkeys(("place", "found", "allowed", "remedy"), hostile)
    finding = {**found, "kind": "x", "ask": None, "sure": False, "coded": False, "rows": 1}
    asked = {**finding, "ask": {"key": "left", "options": [(hostile, hostile)]}}
    decision = {"field": hostile, "name": hostile, "value": hostile, "rows": 1, "fte": "1,0"}
    column = {"letter": "A", "heading": hostile, "ours": "", "personal": False}
    read = {"ours": hostile, "name": hostile, "letter": "A"}
    cell = {"place": 0, "letter": hostile, "word": hostile, "text": hostile}
    space.views["check"] = {
        "ok": False,
        "lines": [hostile, hostile],
        "tables": [{"title": hostile, "headings": [hostile], "rows": [[hostile, hostile]]}],
        "columns": [{"sheet": hostile, "read": [read], "there": [column]}],
        "findings": {"error": [finding, asked], "warning": [finding], "note": [finding]},
        "decisions": [{**decision, "suggestions": [hostile], "must": True}] * 2,
        "groups": [(hostile, 2)],
        "heads": [{"sheet": hostile, "rows": [{"number": 1, "near": True, "cells": [cell]}]}],
        "fields": [(hostile, hostile)],
        "confidence": {"sure": 1.0, "likely": 1.0, "must": 1.0},
        "asks_municipality": True,
        "asks_columns": True,
    }
    space.choose(codes=[(hostile, hostile, hostile)])
    space.jobs.clear()
    page = client.get("/ansatte").text
    assert page.count("&lt;script&gt;") > 15
    assert "<script>" not in page
    assert "<img" not in page
    assert "onerror=alert(2)>" not in page
