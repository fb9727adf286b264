"""*Sammenlign*: scenarios and runs side by side, and a municipality beside others, by clicking."""

from __future__ import annotations

import io
import json
import re
import zipfile

import numpy as np
import pandas as pd
import pytest
import yaml

import autopot
from autopot.app.answers import COMPARISONS, VIEW
from autopot.messages import speaking
from support.app_client import (
    jobs_of,
    page_of,
    send,
    signed_in,
    stamp,
    stranger,
    until_over,
    upload,
    visitor,
    words,
)

DRAWS = 200
STAFF = "kommune;sektor;yrke;årsverk\n1119;Skole;2341;10,5\n1119;Helse og omsorg;2223;20\n".encode()
OWN = {
    "name": "x",
    "extends": "base",
    "title": {"nb": "Vårt", "en": "Ours"},
    "reason": {"nb": "x", "en": "x"},
    "references": ["judgement"],
}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def alive(tmp_path_factory):
    """The application with its processes, few draws, and its project folder."""
    project = tmp_path_factory.mktemp("compare") / "project"
    with page_of(project, alive=True, draws=DRAWS) as app:
        yield app, project


@pytest.fixture(scope="module")
def compared(alive):
    """Base against fast, of the estimate: the page of the answer, and its address."""
    app, _ = alive
    client = visitor(app)
    asked = {"first": "packaged:base", "other": ["packaged:fast"], "staff": "estimate"}
    assert send(client, "/sammenlign/start", year="2035", **asked).status_code == 303
    return client, finished(app, client)


def finished(app, client, page: str = "/sammenlign") -> str:
    """The address of the answer that was asked for last."""
    until_over(app)
    found = re.search(rf'class="button" href="({page}/[^"]+)"', client.get(page).text)
    assert found, client.get(page).text
    return found[1]


def a_comparison(project, name: str = "compare-1", **view):
    """A kept answer, as far as the page is concerned."""
    folder = project / COMPARISONS / name
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"made_by": "autopot", "kind": "comparison"}', "utf-8")
    (folder / "report.html").write_text("<title>x</title>", "utf-8")
    content = {"kind": "compare", "title": "x", "lead": "", "meaning": [], "notes": []}
    content |= {"others": [], "sides": [], **view}
    (folder / VIEW).write_text(json.dumps(content), "utf-8")
    return folder


def test_the_answer_is_that_of_the_command(compared):
    """Totals, parts and sectors of the page stand in what `autopot compare` gives, word by word."""
    client, address = compared
    with speaking("nb"):
        found = autopot.compare(["base", "fast"], sectors=True, year=2035, draws=DRAWS)
        lines = found.lines()
    page = words(client.get(address).text)
    assert all(line in page for line in lines)
    assert "Grunnscenario / Rask utvikling" in page
    total = found.table[found.table["kind"] == "total"].set_index("scenario")["share_mean"]
    assert f"Rask utvikling {100 * total['fast']:.1f}".replace(".", ",") in page
    assert "Likt på begge sider: Bemanning" in page


def test_the_parts_in_the_page_sum_to_the_difference(alive, compared):
    """Of the total in percentage points, each rounded to a tenth."""
    _, project = alive
    _, address = compared
    view = json.loads((project / COMPARISONS / address.split("/")[-1] / VIEW).read_text("utf-8"))
    [pair] = view["others"]
    points = [float(row[2].replace(",", ".").replace("−", "-")) for row in pair["parts"]["rows"]]
    assert sum(points[:-1]) == pytest.approx(points[-1], abs=0.05 * len(points))
    assert [side["title"] for side in view["sides"]] == [
        "Teknisk potensial etter sektor, andel av arbeidstiden",
        "I bruk i 2035 etter sektor, andel av arbeidstiden",
        "Tatt ut i 2035 etter sektor, andel av arbeidstiden",
    ]


def test_the_files_of_a_comparison(compared):
    client, address = compared
    with zipfile.ZipFile(io.BytesIO(client.get(f"{address}/alt.zip").content)) as archive:
        inside = {name.split("/", 1)[1] for name in archive.namelist()}
    assert {"report.html", "compare.xlsx", "charts.json", "manifest.json"} <= inside
    report = client.get(f"{address}/report.html")
    assert report.headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert client.get(f"{address}/compare.xlsx").content[:2] == b"PK"
    assert client.get(f"{address}/manifest.json").status_code == 404


def test_answers_are_there_when_the_page_is_opened_again(alive, compared):
    _, project = alive
    client, address = compared
    with page_of(project) as again:
        later = visitor(again)
        assert address in later.get("/sammenlign").text
        assert words(later.get(address).text) == words(client.get(address).text)


def test_own_staff_and_a_result_of_them(alive):
    """A run of own staff beside another scenario on them; nothing tells where the file lies."""
    app, project = alive
    client = visitor(app)
    upload(client, STAFF)
    until_over(app)
    space = app.state.services.spaces.of("local")
    staff = {"workforce": {"file": str(space.staff)}}
    folder = autopot.run("base", changes=staff, draws=DRAWS).save(
        project / "runs" / "own-1", report=False
    )
    asked = {"first": "run:own-1", "other": ["packaged:cautious"], "staff": "own"}
    send(client, "/sammenlign/start", **asked)
    address = finished(app, client)
    page = client.get(address).text
    assert "mot Hå: Grunnscenario (en del av de ansatte: 30 av om lag " in words(page)
    with zipfile.ZipFile(io.BytesIO(client.get(f"{address}/alt.zip").content)) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert str(space.private).encode() not in content + page.encode()
    send(client, "/ansatte/fjern")
    page = words(client.get("/sammenlign").text)
    assert "Legg inn bemanningsfilen det gjelder, først." in page
    assert send(client, "/sammenlign/start", **asked).status_code == 400
    upload(client, STAFF + b"1119;Skole;2341;1\n")
    assert "er en annen enn den resultatet gjelder" in words(client.get("/sammenlign").text)
    assert send(client, "/sammenlign/start", **asked).status_code == 400
    assert folder.is_dir()


def test_own_staff_beside_others(alive):
    """Sectors, occupations and the rest sum to the difference of each place, and the page says it
    in the sentence of the command.
    """
    app, project = alive
    client = visitor(app)
    upload(client, STAFF)
    until_over(app)
    send(client, "/sammenlign/andre", staff="own", size_group="yes", town=["1103 Stavanger", ""])
    address = finished(app, client)
    frame = pd.read_parquet(project / COMPARISONS / address.split("/")[-1] / "beside.parquet")
    places = frame[frame["sector"].isna()]
    assert list(places["place_kind"]) == ["mine", "size_group", "municipality"]
    parts = sum(places[f"share_from_{part}_mean"] for part in ("sectors", "occupations", "rest"))
    others = places["place_kind"] != "mine"
    assert np.allclose(parts[others], places.loc[others, "share_difference_mean"], atol=1e-9)
    page = words(client.get(address).text)
    assert "Hå ved siden av andre" in page
    assert "Stavanger (anslag):" in page
    assert "fra yrkene" in page
    assert "Resten er hvor mye anslagene kan bomme" in page


def test_the_estimate_of_a_municipality_is_asked_for_as_the_command_does(tmp_path):
    """`workforce.municipality: 1119` on the estimate of all, and `--beside big_cities`."""
    asked = {"staff": "estimate", "municipality": "1119 Hå", "big_cities": "yes"}
    with page_of(tmp_path, running=0) as app:
        send(visitor(app), "/sammenlign/andre", **asked)
        [job] = jobs_of(app)
    assert job.task["beside"] == ["big_cities"]
    estimate = {"source": "norway-2024", "municipality": "1119"}
    assert job.task["changes"]["workforce"] == estimate
    assert job.task["changes"]["storby"] is None


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("start", {}),
        ("start", {"first": "packaged:base"}),
        ("start", {"first": "packaged:base", "other": ["packaged:base"]}),
        ("start", {"first": "packaged:base", "other": ["packaged:../../secret"]}),
        ("start", {"first": "packaged:base", "other": ["own:../x"]}),
        ("start", {"first": "packaged:base", "other": ["run:../../x"]}),
        ("start", {"first": "packaged:base", "other": ["/etc/passwd"]}),
        ("start", {"first": "packaged:base", "other": ["packaged:fast"], "staff": "own"}),
        ("andre", {"staff": "own", "size_group": "yes"}),
    ],
)
def test_what_cannot_be_asked_starts_nothing(tmp_path, address, fields):
    with page_of(tmp_path) as app:
        assert send(visitor(app), f"/sammenlign/{address}", **fields).status_code == 400
        assert jobs_of(app) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"size_group": "yes"}, "Ingen er valgt."),
        ({"municipality": "1119 Hå"}, "Velg en gruppe eller en kommune"),
        ({"municipality": "Haa", "size_group": "yes"}, "1119 Hå"),
        ({"municipality": "1119 Hå", "town": ["<b>Ingensteds"]}, "Ingensteds"),
    ],
)
def test_what_is_wrong_with_whom_is_told(tmp_path, said, told):
    with page_of(tmp_path) as app:
        client = visitor(app)
        send(client, "/sammenlign/andre", staff="estimate", **said)
        page = client.get("/sammenlign").text
        assert jobs_of(app) == []
    assert "Noe må rettes først" in page
    assert told in page
    assert "<b>" not in page
    assert said.get("municipality", "") in page  # what was typed is still there


def test_too_many_at_once_are_refused(tmp_path):
    names = ("fast", "cautious", "national", "realistic-2035", "computerisation-2013")
    more = [f"packaged:{name}" for name in (*names, "welfare-technology-care")]
    with page_of(tmp_path) as app:
        sent = send(visitor(app), "/sammenlign/start", first="packaged:base", other=more)
        assert sent.status_code == 400
        assert "høyst 6" in sent.text


def test_what_the_engine_finds_is_told_in_full(alive):
    """A total that no weights can meet: what was found, what is allowed, what to do."""
    app, project = alive
    folder = project / "scenarios"
    folder.mkdir(parents=True, exist_ok=True)
    faulty = {**OWN, "calibrate": {"total": 0.99}}
    (folder / "feil.yaml").write_text(yaml.safe_dump(faulty), "utf-8")
    client = visitor(app)
    send(
        client,
        "/sammenlign/start",
        first="packaged:base",
        other=["own:feil.yaml"],
        staff="estimate",
    )
    until_over(app)
    page = words(client.get("/sammenlign").text)
    assert "Det gikk ikke" in page
    assert "Tillatt:" in page
    assert str(project) not in page
    (folder / "feil.yaml").unlink()


def test_scenarios_of_the_project_are_offered_by_their_titles(tmp_path):
    """Why one cannot be used is told; a link is not followed; a title is never run."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    for name, content in {
        "min": yaml.safe_dump({**OWN, "title": {"nb": HOSTILE, "en": "x"}}),
        "enkel": yaml.safe_dump({**OWN, "title": {"nb": "Enkel", "en": "x"}}),
        "rar": ": [",
        "tom": "",
    }.items():
        (folder / f"{name}.yaml").write_text(content, "utf-8")
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (tmp_path / "secret.yaml").write_text("title: hemmelig")
    with page_of(tmp_path) as app:
        page = visitor(app).get("/sammenlign").text
    assert 'value="own:min.yaml"' in page
    assert ">Enkel</label>" in page
    assert "Ikke med i listen: rar." in page
    assert "own:rar.yaml" not in page
    assert "hemmelig" not in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_what_is_chosen_now_is_offered_with_its_changes(tmp_path):
    """As the page Scenario has it; what lies inside one another goes on as it is."""
    changed = {"adoption": {"depth": {"delay": 3}}}
    with page_of(tmp_path, running=0) as app:
        client = visitor(app)
        assert "now:" not in client.get("/sammenlign").text
        app.state.services.spaces.of("local").choose(changes=changed)
        assert "Grunnscenario, endret" in client.get("/sammenlign").text
        asked = {"first": "packaged:base", "other": ["now:"], "staff": "estimate"}
        send(client, "/sammenlign/start", **asked)
        base, now = jobs_of(app)[-1].task["studies"]
        assert now["changes"]["adoption"] == changed["adoption"]
        assert "adoption" not in base["changes"]
        app.state.services.spaces.of("local").choose(scenario="borte.yaml")
        assert client.get("/sammenlign").status_code == 200  # the scenario is gone


def test_a_run_of_another_visitor_cannot_be_chosen(tmp_path):
    """Its exact name is refused, as is the address of an answer."""
    with page_of(tmp_path, hosted=True) as many:
        first, second = signed_in(many, "kari"), signed_in(many, "ola")
        first.get("/")
        [owner] = [path.name for path in tmp_path.iterdir() if path.is_dir()]
        second.get("/")
        run = tmp_path / owner / "runs" / "base-1"
        run.mkdir(parents=True)
        (run / "manifest.json").write_text("{}", "utf-8")
        (run / "scenario.yaml").write_text("name: x", "utf-8")
        a_comparison(tmp_path / owner)
        assert "run:base-1" in first.get("/sammenlign").text
        assert "run:base-1" not in second.get("/sammenlign").text
        asked = {"first": "packaged:base", "other": ["run:base-1"], "staff": "estimate"}
        assert send(second, "/sammenlign/start", **asked).status_code == 400
        assert jobs_of(many) == []
        for path in ("", "/report.html", "/alt.zip"):
            assert first.get(f"/sammenlign/compare-1{path}").status_code == 200
            assert second.get(f"/sammenlign/compare-1{path}").status_code == 404
        assert second.post("/sammenlign/stopp", data={"stamp": stamp(first)}).status_code == 403


@pytest.mark.parametrize("path", ["start", "andre", "stopp"])
def test_a_form_without_its_stamp_is_refused(tmp_path, path):
    with page_of(tmp_path) as app:
        assert visitor(app).post(f"/sammenlign/{path}", data={"stamp": "0"}).status_code == 403
        assert jobs_of(app) == []


def test_a_stranger_sees_nothing(tmp_path):
    a_comparison(tmp_path)
    with page_of(tmp_path) as app:
        for path in ("", "/compare-1", "/compare-1/report.html", "/compare-1/alt.zip"):
            assert stranger(app).get(f"/sammenlign{path}").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/sammenlign/..%2fruns",
        "/sammenlign/%2e%2e/report.html",
        "/sammenlign/compare-1/..%2f..%2fsecret.txt",
        "/sammenlign/compare-1/manifest.json",
        "/sammenlign/compare-1/answer.json",
        "/sammenlign/compare-1/charts.json",
        "/sammenlign/link",
        "/sammenlign/link/report.html",
        "/sammenlign/foreign",
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path, path):
    """Nor a link to a folder or a file, nor a folder that autopot did not make."""
    folder = a_comparison(tmp_path / "project")
    (tmp_path / "secret.txt").write_text("its words")
    (folder / "charts.json").symlink_to(tmp_path / "secret.txt")
    elsewhere = a_comparison(tmp_path / "elsewhere", lead="its words")
    (folder.parent / "link").symlink_to(elsewhere)
    foreign = a_comparison(tmp_path / "project", "foreign", lead="its words")
    (foreign / "manifest.json").write_text("{}", "utf-8")
    with page_of(tmp_path / "project") as app:
        answer = visitor(app).get(path)
    assert answer.status_code == 404
    assert "its words" not in answer.text


def test_what_is_kept_is_shown_and_never_run(tmp_path):
    table = {"title": HOSTILE, "headings": [HOSTILE], "kinds": "n", "rows": [[HOSTILE]]}
    table["notes"] = [HOSTILE]
    pair = dict.fromkeys(("head", "reason", "above"), HOSTILE)
    pair |= {"equal": "", "parts": table, "by_sector": table, "settings": table, "same": [HOSTILE]}
    said = {"title": HOSTILE, "lead": HOSTILE, "meaning": [HOSTILE], "notes": [HOSTILE]}
    a_comparison(tmp_path, others=[pair], sides=[table], **said)
    with page_of(tmp_path) as app:
        page = visitor(app).get("/sammenlign/compare-1").text
        listed = visitor(app).get("/sammenlign").text
    assert page.count("&lt;script&gt;") > 15
    for text in (page, listed):
        assert "<script>alert" not in text
        assert "<img" not in text
    assert 'sandbox="allow-scripts allow-downloads allow-modals"' in page


@pytest.mark.parametrize("content", ["", "[]", "{", "[" * 100_000, '{"title": "x"}'])
def test_a_broken_answer_is_none(tmp_path, content):
    folder = a_comparison(tmp_path)
    (folder / VIEW).write_text(content, "utf-8")
    with page_of(tmp_path) as app:
        client = visitor(app)
        assert client.get("/sammenlign").status_code == 200
        assert client.get("/sammenlign/compare-1").status_code == 404


def test_what_runs_is_stopped_and_nothing_is_written(tmp_path):
    with page_of(tmp_path, running=0) as app:  # it waits, since nothing may run
        client = visitor(app)
        asked = {"first": "packaged:base", "other": ["packaged:fast"], "staff": "estimate"}
        send(client, "/sammenlign/start", **asked)
        assert "Venter på at andre" in words(client.get("/sammenlign").text)
        send(client, "/sammenlign/stopp")
        assert "Det ble stoppet" in words(client.get("/sammenlign").text)
        [job] = jobs_of(app)
        assert job.over
        assert not (tmp_path / COMPARISONS).exists()


def test_there_is_no_room_for_more(tmp_path):
    with page_of(tmp_path, hosted=True, kept=-1) as app:
        asked = {"first": "packaged:base", "other": ["packaged:fast"], "staff": "estimate"}
        assert send(signed_in(app, "kari"), "/sammenlign/start", **asked).status_code == 507
