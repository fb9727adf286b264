"""The page of the tasks: corrections and answers typed in, kept as a scenario reads them."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autopot import catalogue
from autopot.app.tasks.typed import following, rescaled, share_of
from autopot.evidence.ratings import read_ratings
from autopot.evidence.task_table import task_table
from autopot.forms.task_changes import read_changes
from autopot.scenario import load_scenario
from support.app_client import jobs_of, page_of, send, signed_in, until_over, visitor
from support.app_forms import form_of, resend

CODE = "5321"
PAGE = f"/oppgaver?yrke={CODE}&sektor=health_care"
FORM = (PAGE, "/oppgaver/lagre")


@pytest.fixture(scope="module")
def alive(tmp_path_factory):
    """The application with its processes."""
    with page_of(tmp_path_factory.mktemp("tasks") / "project", alive=True) as app:
        yield app


@pytest.fixture
def still(tmp_path):
    """The application without processes: nothing is worked out."""
    with page_of(tmp_path / "project", running=0) as app:
        yield app


def project(app, key="local"):
    """The folder that is kept."""
    return app.state.services.spaces.of(key).project


def corrections(app) -> dict[tuple[str, str], str]:
    """(task, field) -> value of the file of corrections."""
    path = project(app) / "rettelser.csv"
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8"))) if path.is_file() else []
    return {(row["task"], row["field"]): row["value"] for row in rows}


def all_time_to(client, task: str) -> dict[str, str]:
    """Fields that give one task the whole time, and the others none."""
    names = [name for name in form_of(client, *FORM) if name.endswith(("/share", "/low", "/high"))]
    return {name: "100" if name.startswith(f"t{task}/") else "0" for name in names}


def test_what_a_correction_changes_is_shown(alive):
    """All the time to a task where the person is the service and no technology helps: nothing left.

    By hand: task 01 of 5321 is coded `fully` and given to no technology, so its share is 0.
    """
    client = visitor(alive)
    resend(client, *FORM, **all_time_to(client, "01"), do="save")
    until_over(alive)
    job = jobs_of(alive)[-1]
    assert job.state == "done"
    before, after = job.answer["before"], job.answer["after"]
    assert 0.04 < before["share_mean"] < 0.15
    assert (after["share_mean"], after["share_p95"]) == (0.0, 0.0)
    page = client.get(PAGE).text
    assert "Hva det endrer for yrket" in page
    assert "<strong>0,0\xa0%</strong>" in page
    assert "Det gjelder" not in client.get("/oppgaver?yrke=2341").text


def test_corrections_are_kept_as_a_scenario_reads_them(still):
    """Time from task 02 to 01, an answer, a technology, a duty, a text: read by the engine."""
    client = visitor(still)
    typed = {
        "t01/share": "19",
        "t02/share": "4",
        "t09/exposure": "E1",
        "t09/automation": "T3",
        "t08/human_required": "partly",
        "t08/technology.service_robots": "20",
        "t08/label": "Rydde & <vaske>",
        "t08/reason": "Slik er det hos oss",
    }
    assert resend(client, *FORM, **typed, do="save").status_code == 303
    changes = corrections(still)
    assert changes["01", "time_share"] == "0.19"
    assert changes["02", "time_share"] == "0.04"
    assert changes["08", "human_required"] == "partly"
    assert changes["08", "technology.service_robots"] == "0.2"
    tasks = task_table(project(still) / "rettelser.csv")
    mine = tasks[tasks["occupation"] == CODE].set_index("task")
    assert mine["time_share"].sum() == pytest.approx(1)
    assert mine.loc["08", "label_nb"] == "Rydde & <vaske>"
    shipped = catalogue.tasks().query("occupation == @CODE").set_index("task")
    assert mine.loc["08", "label_en"] == shipped.loc["08", "label_en"]
    rated = read_ratings(project(still) / "vurderinger.csv").labels
    assert rated.to_numpy().tolist() == [
        [CODE, "09", "exposure", "E1"],
        [CODE, "09", "automation", "T3"],
    ]
    page = client.get(PAGE).text
    assert "Rydde &amp; &lt;vaske&gt;" in page
    assert "14 oppgaver rettet, 2 svar" in page
    assert form_of(client, *FORM)["t09/automation"] == ["T3"]


def test_the_next_run_uses_them(still):
    client = visitor(still)
    resend(client, *FORM, **{"t09/automation": "T4", "t08/human_required": "fully"}, do="save")
    send(client, "/kjor")
    evidence = jobs_of(still)[-1].task["changes"]["evidence"]
    assert set(evidence) == {"overlay", "labels"}
    loaded = load_scenario("base", {}, {"evidence": evidence})
    assert loaded.scenario.evidence.overlay == evidence["overlay"]
    send(client, "/oppgaver/fjern", yrke=CODE)
    send(client, "/kjor")
    assert "evidence" not in jobs_of(still)[-1].task["changes"]


def test_answers_alone_leave_the_time_of_the_sectors(still):
    """And what stands in the form is kept only where it differs from the catalogue."""
    client = visitor(still)
    resend(client, *FORM, **{"t09/automation": "T4"}, do="save")
    assert corrections(still) == {}
    assert "i stedet for tidene per sektor" in client.get(PAGE).text


def test_corrected_time_holds_in_every_sector(still):
    client = visitor(still)
    resend(client, *FORM, **{"t01/share": "19", "t02/share": "4"}, do="save")
    school = f"/oppgaver?yrke={CODE}&sektor=school"
    assert form_of(client, school, FORM[1])["t01/share"] == ["19"]
    assert "Den gjelder i alle sektorer" in client.get(school).text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"t01/share": "30"}, "1,130"),
        ({"t01/share": "mye"}, "«mye%»"),
        ({"t01/share": "-5"}, "«-5%»"),
        ({"t01/share": ""}, "skriv 0 der dere ikke gjør dette"),
        ({"t01/low": "40"}, "utenfor"),
        ({"t01/activity": "<b>x</b>"}, "&lt;b&gt;x&lt;/b&gt;"),
        ({"t01/exposure": "E9"}, "«E9»"),
        ({"t08/technology.self_service": "99"}, "1,065"),
        ({"t01/label": "=HYPERLINK(1)"}, "Excel"),
        ({"t01/reason": "@x"}, "Excel"),
    ],
)
def test_what_is_wrong_is_told_and_kept_for_correcting(still, typed, told):
    client = visitor(still)
    resend(client, *FORM, **typed, do="save")
    page = client.get(PAGE).text
    assert "Ingenting er lagret ennå" in page
    assert told in page
    assert str(project(still)) not in page
    assert "/tmp" not in page
    ((name, value),) = typed.items()
    assert form_of(client, *FORM)[name] == [value]
    assert corrections(still) == {}
    assert jobs_of(still) == []


def test_a_task_is_removed_and_the_sum_made_whole(still):
    """17 % less: each of the others is divided by 0.83, in tenths of a per cent."""
    client = visitor(still)
    resend(client, *FORM, do="remove:01")
    assert "83,0\xa0%" in client.get(PAGE).text
    resend(client, *FORM, do="rescale")
    fields = form_of(client, *FORM)
    assert fields["t01/share"] == ["0"]
    assert share_of(fields["t09/share"][0]) == pytest.approx(0.12 / 0.83, abs=0.0006)
    resend(client, *FORM, do="save")
    assert corrections(still)["01", "time_share"] == "0"
    page = client.get(PAGE).text
    assert page.count("skriv en andel for å legge den til") == 1
    resend(client, *FORM, **{"t01/share": "10"}, do="rescale")
    resend(client, *FORM, do="save")
    assert float(corrections(still)["01", "time_share"]) == pytest.approx(0.1 / 1.1, abs=0.0006)


def test_a_change_is_taken_back_and_an_occupation_removed(still):
    client = visitor(still)
    for value in ("T1", "T2"):
        resend(client, *FORM, **{"t09/automation": value}, do="save")
    send(client, "/oppgaver/angre", yrke=CODE)
    assert "T1" in client.get("/oppgaver/vurderinger.csv").text
    send(client, "/oppgaver/angre", yrke=CODE)
    assert client.get("/oppgaver/vurderinger.csv").status_code == 404
    resend(client, *FORM, **{"t09/automation": "T3"}, do="save")
    send(client, "/oppgaver/fjern", yrke=CODE)
    assert not (project(still) / "vurderinger.csv").exists()
    send(client, "/oppgaver/angre")
    assert (project(still) / "vurderinger.csv").exists()


@pytest.mark.parametrize("said", ["5321", "5321 Helsefagarbeidere", " helsefagarbeidere "])
def test_an_occupation_is_found_by_code_or_name(still, said):
    page = visitor(still).get("/oppgaver", params={"yrke": said}).text
    assert "<h2>5321 Helsefagarbeidere</h2>" in page


@pytest.mark.parametrize("said", ["9999", "<script>alert(1)</script>", "../../etc", "{{7*7}}"])
def test_an_unknown_occupation_is_told_and_never_run(still, said):
    client = visitor(still)
    page = client.get("/oppgaver", params={"yrke": said, "sektor": said}).text
    assert "Velg fra listen" in page
    assert "<script>alert" not in page
    assert "«49»" not in page
    assert send(client, "/oppgaver/lagre", yrke=said).status_code == 400
    assert client.get("/oppgaver/oppgaver.xlsx", params={"yrke": said}).status_code == 400


def test_the_sheets_are_those_of_the_commands(still, tmp_path):
    """Read back as they are, nothing differs from the catalogue, and nothing is rated."""
    client = visitor(still)
    for name in ("oppgaver", "vurdering"):
        content = client.get(f"/oppgaver/{name}.xlsx?yrke={CODE}").content
        (tmp_path / f"{name}.xlsx").write_bytes(content)
    assert read_changes(tmp_path / "oppgaver.xlsx").empty
    with pytest.raises(Exception, match=r"no task is rated|ingen oppgave er vurdert"):
        read_ratings(tmp_path / "vurdering.xlsx")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x", b"occupation,task\n1,2\n", b'"' * 99])
def test_a_broken_file_of_corrections_is_told(still, content):
    """And the page does not write over it: it is the user's."""
    client = visitor(still)
    (project(still) / "rettelser.csv").write_bytes(content)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Rettelsene kan ikke leses" in page.text
    assert str(project(still)) not in page.text
    assert resend(client, *FORM, do="save").status_code == 403
    assert (project(still) / "rettelser.csv").read_bytes() == content


def test_corrections_are_their_owners_alone(tmp_path):
    with page_of(tmp_path, hosted=True, running=0) as app:
        kari, ola = signed_in(app, "kari"), signed_in(app, "ola")
        resend(kari, *FORM, **{"t09/automation": "T4"}, do="save")
        assert kari.get("/oppgaver/vurderinger.csv").status_code == 200
        assert ola.get("/oppgaver/vurderinger.csv").status_code == 404
        assert form_of(ola, *FORM)["t09/automation"] == [""]


def test_every_occupation_can_be_shown(still):
    """One of each kind of time: published, judged, with and without sectors of its own."""
    client = visitor(still)
    labelled = catalogue.labelled_tasks().drop_duplicates("occupation")["occupation"]
    for code in labelled.iloc[::40]:
        assert client.get("/oppgaver", params={"yrke": code}).status_code == 200


def test_both_pages_speak_every_language(still):
    """Each in its own words, and a text typed in English is kept as the English one."""
    client = visitor(still)
    send(client, "/plan/ny", **{"from": "empty"})
    for code, plan, tasks in (
        ("nn", "Legg til eit tiltak", "Vis oppgåvene"),
        ("nb", "Legg til et tiltak", "Vis oppgavene"),
        ("en", "Add a measure", "Show the tasks"),
    ):
        send(client, "/sprak", language=code, path="/plan")
        assert plan in client.get("/plan").text
        assert tasks in client.get(PAGE).text
    resend(client, *FORM, **{"t08/label": "Tidy up"}, do="save")
    assert corrections(still) == {("08", "label_en"): "Tidy up"}
    send(client, "/sprak", language="nb", path="/plan")
    resend(client, *FORM, **{"t08/label": "Rydde"}, do="save")
    assert corrections(still)["08", "label_en"] == "Tidy up"
    assert corrections(still)["08", "label_nb"] == "Rydde"


def row(task: str, share: str, low: str, high: str) -> dict[str, object]:
    return {"task": task, "fields": {"share": share, "low": low, "high": high}}


def test_the_ends_of_a_time_follow_it():
    """10 (5-20) to 20: 10-40. Typed ends stay. A new task: half to twice, as the other has it."""
    rows = [row("01", "10", "5", "20"), row("02", "0", "0", "0")]
    fields = {"01": {"share": "20", "low": "5", "high": "20"}, "02": rows[1]["fields"]}
    assert following(fields, rows)["01"] == {"share": "20", "low": "10", "high": "40"}
    fields["01"] |= {"low": "12", "high": "30"}
    assert following(fields, rows)["01"] == {"share": "20", "low": "12", "high": "30"}
    fields["02"] = {"share": "4", "low": "0", "high": "0"}
    assert following(fields, rows)["02"] == {"share": "4", "low": "2", "high": "8"}


@given(st.lists(st.integers(0, 2_000), min_size=1, max_size=30))
def test_times_made_whole_sum_to_one_and_keep_their_order(numbers):
    fields = {
        f"{n:02}": {"share": f"{number / 10:g}", "low": "0", "high": "100"}
        for n, number in enumerate(numbers)
    }
    shares = [share_of(one["share"]) for one in rescaled(fields).values()]
    assert sum(numbers) == 0 or sum(shares) == pytest.approx(1, abs=1e-9)
    pairs = sorted(zip(numbers, shares, strict=True))
    assert all(a[1] <= b[1] + 0.001 for a, b in pairwise(pairs))


def add(client, **fields):
    """Add a task that is like 09."""
    said = {"yrke": CODE, "sektor": "health_care", "text": "Svare på e-post", "like": "09"}
    return send(client, "/oppgaver/ny", **{**said, "share": "20", **fields})


def test_a_task_is_added_and_its_time_taken_from_the_others(still):
    """20 %: each of the others keeps four fifths, so that 17 becomes 13.6; then it is removed."""
    client = visitor(still)
    assert add(client).status_code == 303
    changes = corrections(still)
    assert changes["15", "like"] == "5321-09"
    assert float(changes["15", "time_share"]) == pytest.approx(0.2)
    assert float(changes["01", "time_share"]) == pytest.approx(0.136)
    fields = form_of(client, *FORM)
    assert fields["t15/label"] == ["Svare på e-post"]
    assert "t15/automation" not in fields  # others rate the tasks of the catalogue
    assert "Med tallene til oppgave 09" in client.get(PAGE).text
    resend(client, *FORM, **{"t15/activity": "expertise"}, do="save")
    assert corrections(still)["15", "activity"] == "expertise"
    assert corrections(still)["15", "like"] == "5321-09"
    resend(client, *FORM, do="remove:15")
    resend(client, *FORM, do="rescale")
    resend(client, *FORM, do="save")
    assert not any(task == "15" for task, _ in corrections(still))


@pytest.mark.parametrize(
    "fields",
    [
        {"text": " "},
        {"like": "99"},
        {"share": "0"},
        {"share": "100"},
        {"text": "=1"},
        {"share": "x"},
    ],
)
def test_a_task_that_cannot_be_is_not_added(still, fields):
    client = visitor(still)
    assert add(client, **fields).status_code == 400
    assert corrections(still) == {}
