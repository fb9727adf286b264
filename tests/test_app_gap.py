"""*Gapet*: the need of work, and what technology and stated levers meet of it, by clicking."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pandas as pd
import pytest
import yaml

import autopot
from autopot.app.answers import GAPS, VIEW
from autopot.app.lever_form import levers_of, numbers_of, settings_from
from autopot.messages import speaking
from autopot.scenario import load_scenario
from autopot.workforce import load_workforce
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
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def alive(tmp_path_factory):
    """The application with its processes, few draws, and its project folder."""
    project = tmp_path_factory.mktemp("gap") / "project"
    with page_of(project, alive=True, draws=DRAWS) as app:
        yield app, project


@pytest.fixture(scope="module")
def answered(alive):
    """The big cities to 2035 with half a point to one less sickness absence."""
    app, _ = alive
    client = visitor(app)
    stated = {"sick_leave_low": "0,5", "sick_leave_high": "1", "sectors": ["health_care"]}
    assert send(client, "/gapet/start", whom="cities", year="2035", **stated).status_code == 303
    return client, finished(app, client)


@pytest.fixture(scope="module")
def base():
    return load_scenario("base")


def finished(app, client) -> str:
    """The address of the answer that was asked for last."""
    until_over(app)
    found = re.search(r'class="button" href="(/gapet/[^"]+)"', client.get("/gapet").text)
    assert found, client.get("/gapet").text
    return found[1]


def a_gap(project, **view):
    """A kept answer, as far as the page is concerned."""
    folder = project / GAPS / "gap-1"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"made_by": "autopot", "kind": "gap"}', "utf-8")
    (folder / "report.html").write_text("<title>x</title>", "utf-8")
    content = {"kind": "gap", "title": "x", "scenario": "", "lines": [], "stated": []}
    (folder / VIEW).write_text(json.dumps({**content, "notes": [], "tables": [], **view}), "utf-8")
    return folder


def test_the_answer_is_that_of_the_command(answered):
    """The sentences that a council can quote, and the notes, as `autopot gap` says them."""
    levers = {"sick_leave": {"uniform": [0.005, 0.01]}, "sectors": ["health_care"]}
    found = autopot.gap(
        "base", years=[2030, 2035], draws=DRAWS, settings={"demand": {"levers": levers}}
    )
    with speaking("nb"):
        quoted, notes = found.quoted(), found.notes()
    client, address = answered
    page = words(client.get(address).text)
    assert "De fem storbyene: behov for arbeid til 2035" in page
    assert quoted
    assert all(re.sub(r"\s+", " ", line) in page for line in [*quoted, *notes])
    assert "Lavere sykefravær: 0,5–1 prosentpoeng. Full virkning i 2035, i Helse og omsorg." in page


def test_the_files_of_a_gap(answered):
    """The page, the workbook, every figure, and the scenario, which gives the same again."""
    client, address = answered
    with zipfile.ZipFile(io.BytesIO(client.get(f"{address}/alt.zip").content)) as archive:
        inside = {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}
    assert {"report.html", "gap.xlsx", "gap.parquet", "scenario.yaml"} <= set(inside)
    stated = yaml.safe_load(inside["scenario.yaml"])["demand"]["levers"]
    assert stated["sick_leave"] == {"uniform": [0.005, 0.01]}
    figures = pd.read_parquet(io.BytesIO(inside["gap.parquet"]))
    assert set(figures["year"]) == {2030, 2035, 2040, 2050}
    report = client.get(f"{address}/report.html")
    assert report.headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert "Lavere sykefravær" in report.text
    assert client.get(f"{address}/manifest.json").status_code == 404


def test_what_was_typed_and_answered_is_there_when_the_page_is_opened_again(alive, answered):
    _, project = alive
    client, address = answered
    with page_of(project) as again:
        later = visitor(again)
        page = later.get("/gapet").text
        assert address in page
        assert 'name="sick_leave_low" min="0" step="any" value="0,5"' in page
        assert 'value="health_care" checked' in page
        assert words(later.get(address).text) == words(client.get(address).text)
        send(later, "/gapet/tom")
        assert 'value="health_care" checked' not in later.get("/gapet").text


def test_the_estimate_of_a_municipality(alive):
    """Sentences and tables of it alone, and FTE of today as the packaged estimate has them."""
    app, project = alive
    client = visitor(app)
    send(client, "/gapet/start", whom="municipality", municipality="1119 Hå", year="2040")
    address = finished(app, client)
    page = words(client.get(address).text)
    assert "Hå: Grunnscenario, anslag: behov for arbeid til 2040" in page
    assert "I 2040 trengs" in page
    view = json.loads((project / GAPS / address.split("/")[-1] / VIEW).read_text("utf-8"))
    first = view["tables"][0]
    assert first["rows"][0][0] == "Samlet"
    assert len(first["rows"]) == 10  # all of it and nine sectors
    every = load_workforce(load_scenario("national")).cells
    fte = every.loc[every["municipality"] == "1119", "fte"].sum()
    assert first["rows"][0][1].replace("\xa0", "") == str(round(fte, -1)).split(".")[0]
    assert "Folketallet er vårt anslag ut fra kommunens aldersfordeling i 2021" in page


def test_own_staff(alive):
    app, _ = alive
    client = visitor(app)
    upload(client, STAFF)
    until_over(app)
    send(client, "/gapet/start", whom="own", year="2040")
    address = finished(app, client)
    assert "Hå: Grunnscenario (en del av de ansatte: " in words(client.get(address).text)
    with zipfile.ZipFile(io.BytesIO(client.get(f"{address}/alt.zip").content)) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    private = str(app.state.services.spaces.of("local").private).encode()
    assert private not in content
    send(client, "/ansatte/fjern")
    assert send(client, "/gapet/start", whom="own", year="2040").status_code == 400


def test_the_fields_end_where_the_scenario_does(base):
    """From 84.3 per cent to a full position is 15.7 points; of sickness there are 9.1."""
    levers = {one.key: one for one in levers_of(base)}
    assert (levers["mean_position"].most, levers["sick_leave"].most) == (15.7, 9.1)
    assert "KS" in levers["sick_leave"].source
    assert levers["later_retirement"].source == ""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, {}),
        ({"sick_leave_low": "", "sick_leave_high": " "}, {}),
        ({"sick_leave_low": "1,5"}, {"levers": {"sick_leave": 0.015}}),
        ({"sick_leave_high": "1.5"}, {"levers": {"sick_leave": {"uniform": [0, 0.015]}}}),
        (
            {"mean_position_low": "2", "mean_position_high": "5"},
            {"levers": {"mean_position": {"uniform": [0.02, 0.05]}}},
        ),
        (
            {"later_retirement_low": "0", "later_retirement_high": "2"},
            {"levers": {"later_retirement": {"uniform": [0, 2]}}},
        ),
        ({"move": "25", "reached": "2040"}, {"levers": {"reached": 2040}, "move": 0.25}),
        ({"reached": "2035", "mean_position_now": "84.3"}, {}),
        ({"sectors": ["school", "<b>"]}, {"levers": {"sectors": ["school"]}}),
        (
            {"sick_leave_now": "12", "sick_leave_low": "11", "sick_leave_high": "11"},
            {"levers": {"sick_leave_now": 0.12, "sick_leave": 0.11}},
        ),
    ],
)
def test_what_is_typed_becomes_settings(base, said, expected):
    """Points are hundredths, years are years, one number is no range; by hand."""
    found, problems = settings_from(said, base)
    assert problems == []
    assert found.get("demand", {}) == expected


def test_a_lever_of_the_scenario_is_nought_where_its_fields_are_emptied():
    stated = {"demand": {"levers": {"sick_leave": {"uniform": [0, 0.01]}}}}
    loaded = load_scenario("base", None, stated)
    lever = next(one for one in levers_of(loaded) if one.key == "sick_leave")
    assert (lever.low, lever.high) == (0, 1)
    found, _ = settings_from({"sick_leave_low": "", "sick_leave_high": ""}, loaded)
    assert found == {"demand": {"levers": {"sick_leave": 0.0}}}
    assert settings_from({"sick_leave_low": "0", "sick_leave_high": "1"}, loaded) == ({}, [])


@pytest.mark.parametrize(
    "said",
    [
        {"sick_leave_low": "10"},
        {"sick_leave_low": "-1"},
        {"sick_leave_low": "mye"},
        {"sick_leave_low": "nan"},
        {"sick_leave_low": "1e999"},
        {"sick_leave_low": "2", "sick_leave_high": "1"},
        {"mean_position_high": "16"},
        {"reached": "2026"},
        {"move": "101"},
        {"sick_leave_now": "0.5", "sick_leave_high": "1"},
    ],
)
def test_what_cannot_be_is_told_in_full(base, said):
    """Place, what was found, what is allowed and what to do, all four."""
    _, problems = settings_from(said, base)
    assert len(problems) == 1
    assert all(problems[0])


def test_every_number_stands_where_the_scenario_has_it(base):
    for number in numbers_of(base):
        assert number.low <= number.value <= number.high


def test_nothing_starts_until_it_is_corrected(tmp_path):
    """What was typed is still there, and the text of it is never run."""
    with page_of(tmp_path) as app:
        client = visitor(app)
        send(client, "/gapet/start", whom="cities", sick_leave_high="20", move=HOSTILE)
        page = client.get("/gapet").text
        assert jobs_of(app) == []
    assert "Noe må rettes først" in page
    assert "Lavere sykefravær:" in words(page)
    assert "et tall fra 0 til 9,1" in page
    assert 'value="20"' in page
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.parametrize("said", [{}, {"whom": "x"}, {"whom": "own"}])
def test_what_cannot_be_asked_starts_nothing(tmp_path, said):
    with page_of(tmp_path) as app:
        assert send(visitor(app), "/gapet/start", **said).status_code == 400
        assert jobs_of(app) == []


@pytest.mark.parametrize("name", ["", "Ingensteds", "9999", "<b>", "../x"])
def test_an_unknown_municipality_is_told(tmp_path, name):
    with page_of(tmp_path) as app:
        client = visitor(app)
        send(client, "/gapet/start", whom="municipality", municipality=name)
        page = client.get("/gapet").text
        assert jobs_of(app) == []
    assert "Noe må rettes først" in page
    assert "<b>" not in page


def test_what_is_another_s_cannot_be_reached(tmp_path):
    with page_of(tmp_path, hosted=True) as many:
        first, second = signed_in(many, "kari"), signed_in(many, "ola")
        first.get("/")
        [owner] = [path.name for path in tmp_path.iterdir() if path.is_dir()]
        second.get("/")
        a_gap(tmp_path / owner)
        for path in ("", "/report.html", "/alt.zip"):
            assert first.get(f"/gapet/gap-1{path}").status_code == 200
            assert second.get(f"/gapet/gap-1{path}").status_code == 404
        assert second.post("/gapet/stopp", data={"stamp": stamp(first)}).status_code == 403


@pytest.mark.parametrize("path", ["start", "tom", "stopp"])
def test_a_form_without_its_stamp_is_refused(tmp_path, path):
    with page_of(tmp_path) as app:
        sent = {"stamp": "0", "whom": "cities"}
        assert visitor(app).post(f"/gapet/{path}", data=sent).status_code == 403
        assert jobs_of(app) == []


def test_a_stranger_sees_nothing(tmp_path):
    a_gap(tmp_path)
    with page_of(tmp_path) as app:
        for path in ("", "/gap-1", "/gap-1/report.html", "/gap-1/alt.zip"):
            assert stranger(app).get(f"/gapet{path}").status_code == 403


def test_what_is_kept_is_shown_and_never_run(tmp_path):
    table = {"title": HOSTILE, "headings": [HOSTILE], "kinds": "n", "rows": [[HOSTILE]]}
    said = dict.fromkeys(("title", "scenario"), HOSTILE)
    said |= {key: [HOSTILE] for key in ("lines", "stated", "notes")}
    a_gap(tmp_path, tables=[{**table, "notes": [HOSTILE]}], **said)
    with page_of(tmp_path) as app:
        page = visitor(app).get("/gapet/gap-1").text
    assert page.count("&lt;script&gt;") > 8
    assert "<script>alert" not in page
    assert "<img" not in page
