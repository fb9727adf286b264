"""The page at work: a file in, questions, codes, a run; and what may go wrong on the way."""

from __future__ import annotations

import io
import json
import os
import re
import time
import zipfile
from contextlib import contextmanager

import pandas as pd
import pytest
from openpyxl import load_workbook

from autopot.api import check_staff
from autopot.app.asks import ASKS, FOUND, REMEDIES, TIMES
from autopot.app.jobs import DONE, FAILED, RUNNING, STOPPED, WAITING
from autopot.app.work import check
from autopot.messages import Message, speaking
from autopot.workforce.staff.kinds import KINDS
from support.app_client import jobs_of, page_of, send, stamp, until_over, upload, visitor
from support.app_forms import form_of, resend

COMMANDS = re.compile(r"--\w|workforce\.|autopot \w|scenario|=keep|=drop")
"""What whoever clicks cannot use."""

TWO = "kommune;sektor;stilling;årsverk\n1119;Skole;Lærer;10,5\n1119;Skole;Brobygger;2\n"


@pytest.fixture(scope="module")
def alive(tmp_path_factory):
    """The application with its processes, and its project folder."""
    project = tmp_path_factory.mktemp("app") / "project"
    with page_of(project, alive=True) as app:
        yield app, project


def text(client, path: str = "/ansatte") -> str:
    """A page as a reader sees it, without marks."""
    body = client.get(path).text.split("<main", 1)[1]
    body = re.sub(r"<datalist.*?</datalist>", "", body, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.mark.parametrize("kind", KINDS)
def test_no_finding_names_a_command_in_the_page(kind):
    """Found, allowed and remedy as the page tells them; a new kind cannot be forgotten.

    Where a finding asks with choices, only what was found is told.
    """

    def written(part: object) -> str:
        return part.text if isinstance(part, Message) else str(part)

    said = [written(FOUND.get(kind, KINDS[kind].found))]
    if kind not in ASKS and kind not in TIMES:
        said += [written(KINDS[kind].allowed), written(REMEDIES.get(kind, KINDS[kind].remedy))]
    assert [part for part in said if COMMANDS.search(part)] == []


def test_every_answer_is_for_a_finding_that_there_is():
    assert {*ASKS, *TIMES, *REMEDIES, *FOUND} <= set(KINDS)


def test_the_way_from_file_to_report(alive):
    """One title must be coded; then it runs on 12.5 FTE, and nothing tells where the file was."""
    app, project = alive
    client = visitor(app)
    upload(client, TWO.encode())
    until_over(app)
    page = text(client)
    assert "Noe må avklares først" in page
    assert "Brobygger" in page
    assert COMMANDS.search(page) is None
    coded = {"field": "title", "value": "Brobygger", "code": "2635 Rådgivere innen sosiale fagfelt"}
    send(client, "/ansatte/svar", **coded)
    until_over(app)
    assert "Filen kan kjøres" in text(client)
    assert "Brobygger: 2635" in text(client)
    sheet = load_workbook(io.BytesIO(client.get("/ansatte/koblinger.xlsx").content)).active
    assert any("Brobygger" in row and "2635" in map(str, row) for row in sheet.values)

    app.state.services.spaces.of("local").choose(changes={"uncertainty": {"draws": 200}})
    send(client, "/kjor", staff="own")
    until_over(app)
    found = re.search(r'class="button" href="(/resultat/[^"]+)"', client.get("/resultat").text)[1]
    with zipfile.ZipFile(io.BytesIO(client.get(f"{found}/alt.zip").content)) as archive:
        inside = {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}
    assert {"report.html", "tables.xlsx", "potential.parquet", "manifest.json"} <= set(inside)
    total = pd.read_parquet(io.BytesIO(inside["potential.parquet"])).query("level == 'total'")
    assert (total["fte_base"] - 12.5).abs().max() <= 0.5  # own staff are told rounded
    private = str(app.state.services.spaces.of("local").private).encode()
    for name in ("report.html", "scenario.yaml", "manifest.json", "charts.json"):
        assert private not in inside[name]
        assert b"autopot-app-" not in inside[name]
    assert client.get(f"{found}/report.html").content == inside["report.html"]
    assert (project / "runs").is_dir()


@pytest.mark.parametrize(
    ("content", "ending"),
    [(b"", "csv"), (b"hei\n", "csv"), (b"\x00\xff" * 500, "csv"), (b"PK\x03\x04 not", "xlsx")],
)
def test_a_broken_file_is_told_in_words(alive, content, ending):
    """Neither a traceback nor a command nor the place of the file."""
    app, _ = alive
    client = visitor(app)
    upload(client, content, f"x.{ending}")
    until_over(app)
    page = text(client)
    assert "Traceback" not in page
    assert "En feil i autopot" not in page
    assert "/tmp" not in page
    assert "Det gikk ikke" in page or "Noe må avklares" in page
    assert COMMANDS.search(page) is None


def test_a_question_is_answered_by_a_click(alive):
    """The same two rows twice, with numbers of persons: asked, answered, and 12.5 FTE counted."""
    app, _ = alive
    client = visitor(app)
    head = "ansattnr;kommune;sektor;stilling;årsverk\n"
    rows = "1;1119;Skole;Lærer;0,5\n2;1119;Skole;Rektor;1\n"
    upload(client, (head + rows + rows).encode())
    until_over(app)
    page = client.get("/ansatte").text
    assert 'name="answer:duplicates" value="drop"' in page
    send(client, "/ansatte/svar", **{"answer:duplicates": "drop"})
    until_over(app)
    assert "Filen kan kjøres" in text(client)
    assert "1,5 årsverk" in text(client)


def test_whichever_button_is_pressed_nothing_that_was_filled_in_is_lost(tmp_path):
    """Two same rows: a question; a title without a code; no municipality. All are one form."""
    head = "ansattnr;sektor;stilling;årsverk\n"
    rows = "1;Skole;Lærer;0,5\n2;Skole;Xyzrolle;1\n"
    with checked(tmp_path, head + rows + rows) as (client, space):
        client.get("/ansatte")
        page, view = client.get("/ansatte").text, space.views["check"]
        main = page.split("<main", 1)[1]
        (form,) = re.findall(r'<form[^>]*action="/ansatte/svar".*?</form>', main, re.DOTALL)
        names = ['name="municipality"', 'name="answer:duplicates"', 'name="code"']
        assert all(name in form for name in names)
        assert main.count('action="/ansatte/') == 2 + form.count("formaction=")
        shown = form_of(client, "/ansatte", "/ansatte/svar")
        place = shown["value"].index("Xyzrolle")
        codes = ["2341" if n == place else "" for n in range(len(shown["code"]))]
        filled = {**shown, "code": codes, "municipality": "1119 Hå", "answer:duplicates": "drop"}
        client.post("/ansatte/svar", data=filled)
        assert space.choices.workforce == {"municipality": "1119", "duplicates": "drop"}
        assert space.choices.codes == [("title", "Xyzrolle", "2341")]
        space.views["check"] = view
        client.post("/ansatte/angre", data={**filled, "answer:duplicates": "keep"})
        assert space.choices.workforce == {"municipality": "1119", "duplicates": "keep"}
        assert space.choices.codes == []


def test_an_answer_that_was_given_can_be_changed_or_asked_again(tmp_path):
    """Two posts, each twice: 1.5 FTE counted once, 3 counted all; then the question is back."""
    head = "ansattnr;kommune;sektor;stilling;årsverk\n"
    rows = "1;1119;Skole;Lærer;0,5\n2;1119;Skole;Rektor;1\n"
    with checked(tmp_path, head + rows + rows) as (client, space):
        for said, kept, total in (
            ("drop", {"drop"}, "1,5"),
            ("keep", {"keep"}, "3,0"),
            ("", set(), "3,0"),
        ):
            resend(client, "/ansatte", "/ansatte/svar", **{"answer:duplicates": said})
            job = jobs_of(client.app)[-1]
            client.app.state.services.jobs.stop(job)
            space.jobs.clear()
            space.views["check"] = check(job.task, lambda *_: None)
            page = text(client)
            assert f"til sammen {total} årsverk" in page
            answers = re.findall(
                r'name="answer:duplicates" value="(\w+)" checked', client.get("/ansatte").text
            )
            assert set(answers) == kept
            assert ("Svar dere har gitt (1)" in page) == bool(said)


def test_the_last_choice_of_codes_is_taken_back(tmp_path):
    """And the mapping file is told which code is chosen no longer."""
    with page_of(tmp_path) as app:
        client = visitor(app)
        upload(client, TWO.encode())
        for code in ("2635", "2341"):
            send(client, "/ansatte/svar", field="title", value="Brobygger", code=code)
        space = app.state.services.spaces.of("local")
        for left in ([("title", "Brobygger", "2635")], [], []):
            send(client, "/ansatte/angre")
            assert space.choices.codes == left
        assert jobs_of(app)[-1].task["cleared"] == [("title", "Brobygger", "2635")]


def test_a_municipality_is_asked_for_where_the_file_names_none(alive):
    app, _ = alive
    client = visitor(app)
    upload(client, "sektor;stilling;årsverk\nSkole;Lærer;10\n".encode())
    until_over(app)
    assert "Velg kommune" in text(client)
    send(client, "/ansatte/svar", municipality="1119 Hå")
    until_over(app)
    assert "Filen kan kjøres" in text(client)
    send(client, "/ansatte/svar", municipality="Ingensteds")
    until_over(app)
    assert 'id="municipality"' in client.get("/ansatte").text
    assert "Filen kan kjøres" not in text(client)


def test_questions_stay_when_the_file_cannot_be_read_with_what_was_chosen(tmp_path):
    """A municipality that there is not: it is told, and the question and its answers are there."""
    head = "ansattnr;kommune;sektor;stilling;årsverk\n"
    rows = "1;1119;Skole;Lærer;0,5\n2;1119;Skole;Rektor;1\n"
    with checked(tmp_path, head + rows + rows) as (client, _):
        sent = {"municipality": "Ingensteds", "answer:duplicates": "drop"}
        resend(client, "/ansatte", "/ansatte/svar", **sent)
        job = jobs_of(client.app)[-1]
        client.app.state.services.jobs.stop(job)
        job.state, job.problems = FAILED, [("", "kommunen finnes ikke", "", "")]
        page = client.get("/ansatte").text
        assert "Kommunen finnes ikke." in page
        assert re.search(r'name="answer:duplicates" value="drop" checked', page)
        assert 'action="/kjor"' not in page


def test_a_column_is_chosen_by_its_letter(alive):
    app, _ = alive
    client = visitor(app)
    app.state.services.spaces.of("local").choose(workforce={})
    upload(client, "kommune;sektor;stilling;årsverk;Mengde\n1119;Skole;Lærer;10;20\n".encode())
    until_over(app)
    assert "til sammen 10,0 årsverk" in text(client)
    send(client, "/ansatte/svar", **{"column:fte": "Mengde", "column:title": "stilling"})
    until_over(app)
    assert "til sammen 20,0 årsverk" in text(client)
    chosen = app.state.services.spaces.of("local").choices.workforce["columns"]
    assert chosen == {"fte": "Mengde"}  # the title was read as the title by itself


@contextmanager
def checked(project, content: str):
    """A visitor whose staff file has been read, and the folders of that visitor."""
    with page_of(project) as app, speaking("nb"):
        client, space = visitor(app), app.state.services.spaces.of("local")
        upload(client, content.encode())
        for job in jobs_of(app):
            app.state.services.jobs.stop(job)
        space.jobs.clear()
        space.views["check"] = check(jobs_of(app)[0].task, lambda *_: None)
        yield client, space


def test_one_code_for_a_whole_sector_is_one_step(tmp_path):
    """Three titles lack a code, two of them in school; the third keeps lacking it."""
    head = "kommune;sektor;stilling;årsverk\n"
    rows = "1119;Skole;Xyzrolle;2\n1119;Skole;Qwertrolle;3\n1119;Kultur;Fnatterrolle;3\n"
    with checked(tmp_path, head + rows) as (client, space):
        assert 'value="Skole">Skole (2)' in client.get("/ansatte").text
        for group, code in (("Ingen", "2341"), ("Skole", " ")):
            answer = send(client, "/ansatte/koder/gruppe", group=group, groupcode=code)
            assert answer.status_code == 400
        send(client, "/ansatte/koder/gruppe", group="Skole", groupcode="2341 Grunnskolelærere")
        coded = [("title", "Qwertrolle", "2341"), ("title", "Xyzrolle", "2341")]
        assert sorted(space.choices.codes) == coded
        send(client, "/ansatte/angre")
        assert space.choices.codes == []


def test_the_row_of_headings_is_chosen_where_none_is_known(tmp_path):
    """No heading of the file is one of ours; the name of a person is not shown."""
    lines = "Uttrekk;;;;\nKom;Tjen;Jobb;Mengde;Navn\n1119;Skole;Lærer;10,5;Kari Nordmann\n"
    with checked(tmp_path, lines) as (client, space):
        page = text(client)
        assert "Hvilken rad har overskriftene?" in page
        assert "2: Kom | Tjen | Jobb | Mengde" in page
        assert "Nordmann" not in page
        sent = {"fte": "3", "title": "2", "sector": "1", "municipality": "0", "unit": "77"}
        columns = {f"head:column:{name}": place for name, place in sent.items()}
        send(client, "/ansatte/svar", **{"head:row": "0:9"}, **columns)
        assert "columns" not in space.choices.workforce
        send(client, "/ansatte/svar", **{"head:row": "0:0"}, **columns)
        found = check_staff(space.staff, {"workforce": space.choices.workforce})
        assert found.ok
        assert found.staff.cells["fte"].sum() == 10.5


def test_occupations_are_found_by_number_name_and_title(tmp_path):
    with page_of(tmp_path) as app:
        client = visitor(app)
        for said, found in (("5153", "Vaktmestre"), ("vaktm", "5153"), ("VAKTMESTER sko", "5153")):
            answers = client.get("/ansatte/yrker", params={"q": said}).json()
            assert any(found in one for one in answers)
            assert len(answers) <= 20
        assert client.get("/ansatte/yrker", params={"q": " "}).json() == []
        assert client.get("/ansatte/yrker", params={"q": "<b>"}).json() == []


def a_run(project, manifest, name="base-1"):
    """A finished run, as far as the page is concerned."""
    folder = project / "runs" / name
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("manifest", "title"),
    [
        ({"published": {"groups": [{"cells": [["1119", "school", "2341"]]}]}}, "Hå: Vårt valg"),
        ({"scenario": {"workforce": {"municipality": "1119"}}}, "Hå: Vårt valg"),
        ({}, "Vårt valg"),
    ],
)
def test_a_run_is_listed_by_whom_it_is_of_and_its_title(tmp_path, manifest, title):
    section = {"title": {"nb": "Vårt valg", "en": "Ours"}, **manifest.get("scenario", {})}
    with page_of(tmp_path) as app:
        client = visitor(app)
        a_run(tmp_path, {**manifest, "scenario": section})
        for path in ("/", "/resultat", "/resultat/base-1"):
            assert title in text(client, path)


def test_runs_of_the_same_title_are_told_apart(tmp_path):
    """The oldest is run 1, wherever it is named; one of its own title has no number."""
    with page_of(tmp_path) as app:
        client = visitor(app)
        for made, (name, title) in enumerate([("a-1", "Vår"), ("b-1", "En"), ("a-2", "Vår")]):
            folder = a_run(tmp_path, {"scenario": {"title": {"nb": title, "en": title}}}, name)
            os.utime(folder, (made, made))
        for path in ("/", "/resultat"):
            page = text(client, path)
            assert page.index("Vår (kjøring 2)") < page.index("Vår (kjøring 1)")
            assert "En (" not in page
        assert "Vår (kjøring 1)" in text(client, "/resultat/a-1")


def test_slides_are_made_when_they_are_asked_for(tmp_path, monkeypatch):
    with page_of(tmp_path) as app:
        client, space = visitor(app), app.state.services.spaces.of("local")
        folder = a_run(tmp_path, {"scenario": {"title": {"nb": "x", "en": "x"}}})
        assert client.get("/resultat/base-1/lysbilder.pptx").status_code == 404
        assert send(client, "/resultat/base-2/lysbilder").status_code == 404
        assert "Lag lysbilder" in text(client, "/resultat/base-1")
        send(client, "/resultat/base-1/lysbilder")
        (job,) = jobs_of(app)
        assert (job.work, job.task["run"]) == ("slides", str(folder))
        assert "Lager lysbildene" in text(client, "/resultat/base-1")
        app.state.services.jobs.stop(job)
        (space.private / "base-1.pptx").write_bytes(b"slides")
        assert client.get("/resultat/base-1/lysbilder.pptx").content == b"slides"
        with zipfile.ZipFile(io.BytesIO(client.get("/resultat/base-1/alt.zip").content)) as all_:
            assert all_.read("base-1/lysbilder.pptx") == b"slides"
        assert list(folder.iterdir()) == [folder / "manifest.json"]
        (space.private / "base-1.pptx").unlink()
        monkeypatch.setattr("autopot.app.pages.results.find_spec", lambda *_: None)
        assert "python-pptx" in text(client, "/resultat/base-1")


def test_the_language_is_chosen_and_kept(alive):
    app, _ = alive
    client = visitor(app)
    for code, word in (("nn", "Tilsette"), ("en", "Staff"), ("nb", "Ansatte")):
        assert (
            send(client, "/sprak", language=code, path="/ansatte").headers["location"] == "/ansatte"
        )
        page = client.get("/ansatte").text
        assert f'<html lang="{code}">' in page
        assert f"<h1>{word}</h1>" in page
    for path in ("//evil.example", "/resultat//evil.example", "https://evil.example", "/x"):
        assert send(client, "/sprak", language="nb", path=path).headers["location"] == "/"


def test_the_file_is_told_anew_in_a_language_that_is_chosen_later(tmp_path):
    """Read in bokmål; in English it is read again, and what is shown is all English."""
    with page_of(tmp_path) as app:
        client, jobs = visitor(app), app.state.services.jobs
        upload(client, TWO.encode())

        def read():
            (job,) = [one for one in jobs_of(app) if not one.over]
            jobs.stop(job)
            with speaking(job.task["language"]):
                job.answer, job.state = check(job.task, lambda *_: None), DONE

        read()
        assert "Rader lest: 2" in text(client)
        send(client, "/sprak", language="en", path="/ansatte")
        assert "Reading the file" in text(client)
        read()
        page = text(client)
        assert "Rows read: 2" in page
        assert "Rader" not in page
        client.get("/ansatte")
        assert all(one.over for one in jobs_of(app))  # the language is the same: not read again


def test_closing_and_opening_goes_on_where_it_was(tmp_path):
    """Codes and answers are kept, the file is not; put in again it is known."""
    with page_of(tmp_path) as app:
        client = visitor(app)
        upload(client, TWO.encode(), municipality="1119 Hå")
        app.state.services.spaces.of("local").choose(codes=[("title", "Brobygger", "2635")])
    with page_of(tmp_path) as app:
        client = visitor(app)
        assert "Legg den inn på nytt" in text(client)
        upload(client, TWO.encode())
        space = app.state.services.spaces.of("local")
        assert space.choices.codes == [("title", "Brobygger", "2635")]
        assert space.staff.read_bytes() == TWO.encode()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"codes": 1, "undo": {}}', '{"ending": "/../x"}']
)
def test_a_broken_project_file_is_as_none(tmp_path, content):
    (tmp_path / "prosjekt.json").write_text(content, "utf-8")
    with page_of(tmp_path) as app:
        assert visitor(app).get("/ansatte").status_code == 200


def test_a_double_click_starts_one_study_and_it_can_be_stopped(tmp_path):
    with page_of(tmp_path) as app:
        client = visitor(app)
        send(client, "/kjor")
        send(client, "/kjor")
        (job,) = jobs_of(app)
        assert client.get("/resultat").text == client.get("/resultat").text  # a reload starts none
        assert len(jobs_of(app)) == 1
        assert client.get(f"/jobb/{job.key}").json()["over"] is False
        send(client, "/stopp")
        until_over(app)
        assert job.state == STOPPED
        assert "Det ble stoppet" in text(client, "/resultat")
        assert not (tmp_path / "runs").exists()


def test_a_study_that_dies_is_told(tmp_path):
    with page_of(tmp_path) as app:
        client = visitor(app)
        send(client, "/kjor")
        (process,) = app.state.services.jobs._processes.values()
        process.kill()
        until_over(app)
        assert "Det stanset før det var ferdig" in text(client, "/resultat")


def test_a_study_that_takes_too_long_is_told(tmp_path):
    with page_of(tmp_path, seconds=0.01) as app:
        client = visitor(app)
        send(client, "/kjor")
        until_over(app)
        assert "Det tok for lang tid" in text(client, "/resultat")


def test_only_so_many_run_at_once_and_wait(tmp_path):
    """One runs, one waits, the third is refused; the second begins when the first is stopped."""
    with page_of(tmp_path, running=1, waiting=2) as app:
        client = visitor(app)
        upload(client, TWO.encode())
        send(client, "/kjor")
        first, second = jobs_of(app)
        assert (first.state, second.state) == (RUNNING, WAITING)
        assert "Venter på at andre" in text(client, "/resultat")
        jobs = app.state.services.jobs
        third = jobs.start(type(first)(first.owner, "run", {}, 1))
        assert third.state == FAILED
        jobs.stop(first)
        while second.state == WAITING:
            time.sleep(0.01)
        assert second.state == RUNNING


def test_a_run_needs_a_staff_file_where_it_is_to_be_of_own_staff(tmp_path):
    with page_of(tmp_path) as app:
        answer = send(visitor(app), "/kjor", staff="own")
        assert answer.status_code == 400
        assert jobs_of(app) == []


def test_the_stamp_is_another_for_each_visitor(tmp_path):
    from support.app_client import signed_in

    with page_of(tmp_path, hosted=True) as app:
        assert stamp(signed_in(app, "kari")) != stamp(signed_in(app, "ola"))
