"""The page of the plan: measures typed in, what is wrong with them, a plan found, its files."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
import yaml

from autopot.app.amounts import as_spread, as_typed, spread, typed
from autopot.app.plan.draft import as_yaml, empty, example, read_draft
from autopot.app.plan.form import value_at
from autopot.app.plan.problems import in_names
from autopot.messages import speaking
from autopot.scenario.yaml_text import read_yaml
from support.app_client import jobs_of, page_of, send, signed_in, until_over, visitor
from support.app_forms import form_of, resend
from support.plan_cases import small_plan

FORM = ("/plan", "/plan/lagre")


@pytest.fixture(scope="module")
def alive(tmp_path_factory):
    """The application with its processes."""
    with page_of(tmp_path_factory.mktemp("plan") / "project", alive=True) as app:
        yield app


@pytest.fixture
def still(tmp_path):
    """The application without processes: nothing is solved."""
    with page_of(tmp_path / "project", running=0) as app:
        yield app


def put_in(client, content, name="plan.yaml"):
    """Put in a plan file."""
    raw = content if isinstance(content, bytes) else as_yaml(content)
    return send(client, "/plan/fil", files={"file": (name, raw)})


def kept(app, key="local"):
    """The plan that is kept, read anew."""
    return read_draft(app.state.services.spaces.of(key).project)


def two_measures():
    """A plan of two measures, the second after the first."""
    plan = small_plan()
    del plan["measures"][2]
    return plan


def test_the_way_from_a_plan_file_to_an_answer(alive):
    """A cost is changed in the table; solved, counted, and everywhere an example.

    Problems: the plan, without limits, the budget of four years (none is free of it: security may
    start in the first), changes in administration, and three draws.
    """
    client = visitor(alive)
    put_in(client, two_measures())
    page = client.get("/plan").text
    assert "EKSEMPEL: kostnadene, timene og rammene er oppdiktet." in page
    assert resend(client, *FORM, **{"m1/investment": "450 000"}, do="solve").status_code == 303
    assert "data-job" in client.get("/plan").text
    until_over(alive)
    job = jobs_of(alive)[-1]
    assert (job.state, job.done, job.pieces) == ("done", 10, 10)
    answer = f"/plan/svar/{job.answer['answer']}"
    assert answer in client.get("/plan").text
    shown = client.get(answer).text
    assert 'sandbox="allow-scripts allow-downloads allow-modals"' in shown
    assert "oppdiktet" in shown
    report = client.get(f"{answer}/report.html")
    assert report.headers["content-security-policy"].startswith("sandbox")
    assert "=HYPERLINK(&#34;x&#34;" in report.text
    assert 'class="introduced"' in report.text
    plan = yaml.safe_load(client.get(f"{answer}/plan.yaml").content)
    assert [one["investment"] for one in plan["measures"]] == [100_000, 450_000]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{answer}/plan.xlsx").content))
    assert not any(c.data_type == "f" for s in book for row in s.iter_rows() for c in row)
    sheet = client.get(f"{answer}/follow-up.xlsx").content
    assert openpyxl.load_workbook(io.BytesIO(sheet)).active["A4"].value.startswith("EKSEMPEL")


def test_demands_that_cannot_be_met_stand_beside_their_measures(alive):
    client = visitor(alive)
    plan = two_measures()
    plan["measures"][1]["start_by"] = 2026  # and it must wait a year for the first
    put_in(client, plan)
    resend(client, *FORM, do="solve")
    until_over(alive)
    page = client.get("/plan").text
    assert page.count('class="bad"') >= 1
    assert "må starte" in page
    assert "an ikke oppfylles sammen" in page


def test_what_the_scenario_lacks_stands_beside_its_measure(alive):
    client = visitor(alive)
    plan = two_measures()
    plan["measures"][0]["technology"] = "time_travel"
    put_in(client, plan)
    resend(client, *FORM, do="solve")
    until_over(alive)
    page = client.get("/plan").text
    assert "time_travel" in page
    assert "<strong>Teknologi:</strong>" in page


def test_what_is_not_filled_in_is_asked_for_and_nothing_is_solved(still):
    client = visitor(still)
    send(client, "/plan/ny", **{"from": "empty"})
    page = client.get("/plan").text
    assert "Ikke fylt ut: Tiltak, Sektor, Investering, kr, Drift, kr per år" in page
    assert "oppdiktede tall" not in page
    resend(client, *FORM, **{"m0/name": "Tale", "m0/investment": "mye"}, do="solve")
    page = client.get("/plan").text
    assert "«mye». Tillatt: et tall." in page
    assert 'value="mye"' in page
    assert jobs_of(still) == []


def test_codes_of_a_plan_are_told_by_their_names():
    """Sectors and technologies as the page calls them; the measure by its own name."""
    plan = small_plan()
    first = plan["measures"][0]
    first["name"] = "Bedre turnus"
    said = f"{first['id']} in social_child_welfare is hidden"
    told = ("plan:measures/0/sector", said, "administration, kindergarten", "choose another")
    own = "plan:title/nb", "kindergarten", "", ""
    with speaking("nb"):
        [(_, found, allowed, _), same] = in_names([told, own], plan)
    assert found == "Bedre turnus in sosialtjeneste og barnevern is hidden"
    assert allowed == "administrasjon og styring, barnehage"
    assert same == own


def test_what_is_wrong_is_listed_at_the_top_with_links(still):
    """Each link leads to a place that is there."""
    client = visitor(still)
    put_in(client, two_measures())
    resend(client, *FORM, **{"m1/name": "Tale", "m1/investment": "mye", "first_year": "x"})
    page = client.get("/plan").text
    links = re.findall(r'<a href="#(wrong-[^"]+)">([^<]+)</a>', page)
    assert ("wrong-m1", "Tale") in links
    assert len(links) == len(set(links)) >= 1
    assert all(f'id="{place}"' in page for place, _ in links)


@pytest.mark.parametrize(
    ("typed_in", "told"),
    [("1.500", "Skriv 1500 eller 1,5."), ("12,250", "Skriv 12250 eller 12,25."), ("2.000", "2000")],
)
def test_an_unclear_amount_is_told_with_both_numbers_it_may_be(still, typed_in, told):
    """And what the page says to type, the page takes."""
    client = visitor(still)
    put_in(client, two_measures())
    resend(client, *FORM, **{"m0/investment": typed_in}, do="save")
    assert told in client.get("/plan").text
    for said in re.findall(r"Skriv (\S+) eller (\S+)\.", client.get("/plan").text)[0]:
        resend(client, *FORM, **{"m0/investment": said}, do="save")
        assert "Må" not in client.get("/plan").text.split("<table")[0]
        assert not isinstance(kept(still)["measures"][0]["investment"], str)


def test_a_whole_plan_can_be_typed(still):
    """From the empty one: every amount is what was typed, and there is nothing to correct."""
    client = visitor(still)
    send(client, "/plan/ny", **{"from": "empty"})
    measure = {
        "m0/name": "Tale til journal",
        "m0/technology": "conversational_ai",
        "m0/sector": "health_care",
        "m0/investment": "1 200 000",
        "m0/running": "0",
        "m0/training_hours": "350,5",
        "m0/duration": "1",
        "m0/coverage/low": "40",
        "m0/coverage/middle": "60",
        "m0/coverage/high": "80",
    }
    about = {
        "title/nb": "Vår plan",
        "reason/nb": "Tall fra leverandøren.",
        "use/years_to_full/middle": "3",
        "limits/budget/every_year": "2 mill",
        "limits/changes/health_care": "1",
    }
    resend(client, *FORM, **measure, **about, do="add")
    assert "«2 mill». Tillatt:" in client.get("/plan").text
    resend(client, *FORM, **{"limits/budget/every_year": "2 000 000"}, do="remove:1")
    assert "Noe må fylles ut" not in client.get("/plan").text
    plan = kept(still)
    assert plan["measures"] == [
        {
            "id": "tale-til-journal",
            "name": "Tale til journal",
            "technology": "conversational_ai",
            "sector": "health_care",
            "investment": 1_200_000,
            "running": 0,
            "training_hours": 350.5,
            "duration": 1,
            "coverage": {"tri": [0.4, 0.6, 0.8]},
            "not_before": None,
            "start_by": None,
            "effect_kind": None,
            "new_work": None,
            "after": {},
        }
    ]
    assert plan["limits"]["budget"]["every_year"] == 2_000_000
    assert plan["limits"]["changes"] == {"health_care": 1}
    assert plan["title"] == {"nb": "Vår plan", "en": "Vår plan"}
    assert plan["example"] is False


def test_a_measure_is_removed_with_what_waits_for_it_and_taken_back(still):
    client = visitor(still)
    put_in(client, two_measures())
    before = kept(still)
    resend(client, *FORM, do="remove:0")
    assert [one["id"] for one in kept(still)["measures"]] == ["robots"]
    assert kept(still)["measures"][0]["after"] == {}
    send(client, "/plan/angre")
    assert kept(still) == before


@pytest.mark.parametrize("do", ["remove:-1", "remove:99", "remove:x", "remove:1²", "drop", ""])
def test_a_command_that_is_none_changes_nothing(still, do):
    client = visitor(still)
    put_in(client, two_measures())
    before = kept(still)
    assert resend(client, *FORM, do=do).status_code == 303
    assert len(kept(still)["measures"]) == len(before["measures"])


def test_the_form_gives_the_example_back_as_it_was(still):
    """Every key that the page shows, and those that it does not."""
    client = visitor(still)
    send(client, "/plan/ny", **{"from": "example"})
    before = kept(still)
    resend(client, *FORM, do="save")
    after = kept(still)
    assert after["measures"] == before["measures"]
    assert after == before
    assert client.get("/plan").text.count("oppdiktede tall</span>") == 13


def test_own_figures_end_the_marks_one_by_one(still):
    """And the plan is an example until whoever made it says otherwise."""
    client = visitor(still)
    send(client, "/plan/ny", **{"from": "example"})
    resend(client, *FORM, **{"m0/investment": "1"}, own="yes", do="save")
    page = client.get("/plan").text
    assert page.count("oppdiktede tall</span>") == 12
    assert "oppdiktede tall: 12" in page
    assert kept(still)["example"] is False


def test_solving_starts_once_and_can_be_stopped(still):
    """A double click, and a plan that is changed while the one before is solved."""
    client = visitor(still)
    put_in(client, two_measures())
    resend(client, *FORM, do="solve")
    resend(client, *FORM, do="solve")
    (job,) = jobs_of(still)
    resend(client, *FORM, **{"m0/investment": "7"}, do="solve")
    assert [one.state for one in jobs_of(still)] == ["stopped", "waiting"]
    send(client, "/plan/stopp")
    assert [one.state for one in jobs_of(still)] == ["stopped", "stopped"]
    assert "Det ble stoppet" in client.get("/plan").text
    assert job.task["plan"]["measures"][0]["investment"] == 100_000


def test_the_chosen_scenario_and_staff_are_what_it_is_computed_with(still):
    """Never the scenario that a plan file names: it could be any file."""
    client = visitor(still)
    plan = {**two_measures(), "scenario": "../../etc/passwd.yaml"}
    put_in(client, plan)
    assert "../../etc/passwd.yaml" in client.get("/plan").text
    space = still.state.services.spaces.of("local")
    space.choose(scenario="cautious", changes={"human_required": {"partly": 0.5}})
    resend(client, *FORM, do="solve")
    task = jobs_of(still)[-1].task
    assert task["scenario"] == "cautious"
    assert task["changes"]["human_required"] == {"partly": 0.5}
    assert task["plan"]["measures"] == kept(still)["measures"]
    answer = resend(client, *FORM, do="solve", staff="own")
    assert answer.status_code == 400
    assert "Legg inn bemanningsfilen først" in answer.text


HOSTILE = '"><script>alert(1)</script>{{7*7}}'


def test_what_is_typed_is_text_and_nothing_else(still):
    client = visitor(still)
    put_in(client, two_measures())
    odd = {"m0/name": HOSTILE, "title/nb": "!!python/object:os.system", "reason/nb": "=1+1\n*a"}
    resend(client, *FORM, **odd, **{"m0/sector": HOSTILE, "m1/after": [HOSTILE, ""]}, do="save")
    page = client.get("/plan").text
    assert "<script>alert" not in page
    assert "49" not in page.split("&lt;script&gt;")[1][:60]
    plan = kept(still)
    assert plan["measures"][0]["name"] == HOSTILE
    assert plan["title"]["nb"] == "!!python/object:os.system"
    content = client.get("/plan/plan.yaml").content
    assert yaml.safe_load(content)["title"]["nb"] == "!!python/object:os.system"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a: !!python/object/apply:os.system [id]\n", "python"),
        (b"a: &x [1]\nb: *x\n", "alias"),
        (b"name: base\nextends: null\n", "et scenario"),
        (b"\xff\xfe\x00", ""),
        (b"[" * 5_000, ""),
        (b"", ""),
    ],
)
def test_a_plan_file_with_faults_is_not_put_in(still, content, told):
    client = visitor(still)
    put_in(client, two_measures())
    before = kept(still)
    put_in(client, content)
    page = client.get("/plan").text
    assert "Planfilen ble ikke lagt inn" in page
    assert told in page.split("Planfilen ble ikke lagt inn")[1]
    assert "/tmp" not in page
    assert kept(still) == before
    assert "Planfilen ble ikke lagt inn" not in client.get("/plan").text  # it is said once


def test_a_plan_file_that_is_too_large_is_not_read(still):
    answer = put_in(visitor(still), b"#" * 300_001)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b"measures: 3\n", b"measures: [1, 2]\n", b"measures: [{}]\nuse: 1\n"]
)
def test_a_broken_plan_in_the_project_is_as_none(still, content):
    client = visitor(still)
    (still.state.services.spaces.of("local").project / "plan.yaml").write_bytes(content)
    page = client.get("/plan")
    assert page.status_code == 200
    assert "Begynn med en tom plan" in page.text


def test_odd_values_in_the_plan_of_the_project_are_shown_not_run(still):
    """Lists where a number should stand, text for years: told, and nothing breaks."""
    client = visitor(still)
    plan = {**two_measures(), "first_year": "i fjor", "years": [1]}
    plan["measures"][0] |= {"coverage": {"tri": 1}, "after": "x", "name": {"a": 1}, "id": None}
    plan["limits"] = {**plan["limits"], "budget": 3, "earliest": []}
    plan["shift_services"] = {"sectors": 7}
    (still.state.services.spaces.of("local").project / "plan.yaml").write_bytes(as_yaml(plan))
    assert client.get("/plan").status_code == 200
    assert resend(client, *FORM, do="save").status_code == 303
    assert client.get("/plan").status_code == 200


@pytest.mark.parametrize("name", ["plan-1", "..%2f..%2fetc", "plan-1%00"])
def test_an_answer_that_is_not_there_is_no_path(still, name):
    for address in (f"/plan/svar/{name}", f"/plan/svar/{name}/plan.yaml"):
        assert visitor(still).get(address).status_code == 404


def test_a_plan_is_its_owners_alone(tmp_path):
    with page_of(tmp_path, hosted=True, running=0) as app:
        kari, ola = signed_in(app, "kari"), signed_in(app, "ola")
        put_in(kari, two_measures())
        folder = next(tmp_path.glob("*/plan.yaml")).parent / "planer" / "plan-1"
        folder.mkdir(parents=True)
        for name in ("manifest.json", "report.html"):
            (folder / name).write_text("{}", "utf-8")
        assert kari.get("/plan/svar/plan-1/report.html").status_code == 200
        assert ola.get("/plan/svar/plan-1/report.html").status_code == 404
        assert ola.get("/plan/plan.yaml").status_code == 404
        assert kari.get("/plan/svar/plan-1/manifest.json").status_code == 404


def test_more_rows_than_a_plan_may_have_are_not_kept(still):
    client = visitor(still)
    put_in(client, two_measures())
    fields = {**form_of(client, *FORM), "row": ["0"] * 3_000, "do": "add"}
    assert client.post("/plan/lagre", data=fields).status_code == 303
    assert len(kept(still)["measures"]) == 501  # one more than allowed, so that it is told
    assert "500" in client.get("/plan").text


@pytest.mark.parametrize("value", [0.6, {"tri": [0.1, 0.25, 0.6]}, {"uniform": [0.2, 0.4]}, None])
def test_a_spread_comes_back_as_it_was(value):
    assert spread(as_spread(value, "percent"), "percent") == value


@pytest.mark.parametrize("kind", ["year", "number", "amount", "percent"])
@pytest.mark.parametrize("value", [0, 1, 2026, 12_345, 3_000_000, 0.25, 350.5, 0.001, -4])
def test_a_number_comes_back_as_it_was(value, kind):
    assert typed(as_typed(value, kind), kind) == value


def test_text_that_looks_like_a_number_stays_text(tmp_path):
    plan = empty()
    plan["title"] = {"nb": "1e5", "en": "0144"}
    (tmp_path / "plan.yaml").write_bytes(as_yaml(plan))
    assert read_yaml(tmp_path / "plan.yaml")[0]["title"] == {"nb": "1e5", "en": "0144"}


def test_the_empty_plan_has_none_of_the_made_up_figures():
    """Costs, hours, limits, degrees and years to full use are a planner's own."""
    plan, made_up = empty(), example()
    assert plan["measures"] == []
    assert plan["limits"]["budget"] is None
    assert plan["limits"]["training_hours"] == plan["limits"]["changes"] == {}
    assert plan["use"]["years_to_full"] is plan["use"]["realisation"] is None
    assert value_at(made_up, ("use", "realisation")) is not None
