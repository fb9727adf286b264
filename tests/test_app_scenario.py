"""The scenario in the page: chosen, changed, given a radar and answers, saved, and run."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from autopot import catalogue
from autopot.app.chosen import estimated, in_big_cities
from autopot.app.jobs import DONE
from autopot.app.scenario.changes import HIGH, LOW, MOST, given_by, texts_of
from autopot.app.scenario.fields import CHOICE
from autopot.app.scenario.files import own_files, packaged, slug
from autopot.app.scenario.groups import LEVEL, groups_of
from autopot.app.scenario.nested import flat, merged, value_at, with_value, without
from autopot.app.scenario.radar import keep_radar
from autopot.app.work import take_radar
from autopot.errors import InputError
from autopot.forms.radar import radar_text, radar_workbook
from autopot.messages import speaking
from autopot.scenario import load_scenario, packaged_scenarios
from support.app_client import jobs_of, page_of, send, signed_in, upload, visitor
from support.app_forms import enter

EVERY = [name for name in packaged_scenarios() if name != "base"]


ONE_END = "Bare den ene enden av spennet. Tillatt: begge endene"
"""Not in quotes, as if it had been typed."""


@pytest.fixture
def here(tmp_path):
    """A visitor, and the folders of that visitor; no process runs."""
    with page_of(tmp_path / "project") as app:
        yield visitor(app), app.state.services.spaces.of("local")


def words(answer) -> str:
    """A page as a reader sees it."""
    body = answer.text.split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def saved(space, title: str) -> dict:
    """What stands in the file of a scenario."""
    return yaml.safe_load((space.project / "scenarios" / f"{slug(title)}.yaml").read_text("utf-8"))


def fields(name: str = "base", sector: str = ""):
    """Every field of a scenario by its key."""
    groups = groups_of(packaged(name), packaged("base"), sector)
    return {field.key: field for group in groups for field in group.fields}


@pytest.mark.parametrize("name", packaged_scenarios())
@pytest.mark.parametrize("sector", ["", "school", "administration"])
def test_a_form_that_is_sent_as_it_is_shown_changes_nothing(name, sector):
    """In every packaged scenario, for all and in a sector: rounding is no change."""
    with speaking("nb"):
        groups = groups_of(packaged(name), packaged("base"), sector)
        data = packaged(name).in_sector(sector).scenario.model_dump(mode="json")
        form = {
            f"{field.key}:{end}": text
            for group in groups
            for field in group.fields
            for end, text in texts_of(field, data).items()
        }
        found = given_by(form, groups, data, data)
    assert (found.changes, found.problems) == ({}, {})


def test_every_value_of_a_packaged_scenario_lies_inside_the_ends():
    """So that no scenario that comes with autopot is refused by the page."""
    for name in packaged_scenarios():
        data = packaged(name).scenario.model_dump(mode="json")
        for field in fields(name).values():
            numbers = [t for t in texts_of(field, data).values() if t and field.kind != CHOICE]
            assert all(
                field.low - 1e-6 <= float(t) / field.scale <= field.high + 1e-6 for t in numbers
            ), (name, field.key)


def test_every_field_is_a_setting_of_the_scenario_with_a_source_that_there_is():
    known = set(catalogue.table("sources")["source_id"])
    base = packaged("base").scenario.model_dump(mode="json")
    for field in fields().values():
        assert value_at(base, field.key) is not None
        assert set(field.sources) <= known
        assert field.sources


def test_the_sliders_of_the_report_end_where_the_fields_do():
    """By what base.yaml says: 1 to 12 years, 0 to 90 per cent taken out, 1 - 0.843, 9.1 points."""
    found = fields()
    assert (found["adoption.depth.delay"].low, found["adoption.depth.delay"].high) == (1, 12)
    assert (found[LEVEL].low, found[LEVEL].high) == (0, 0.9)
    assert found["demand.levers.mean_position"].high == pytest.approx(0.157)
    assert found["demand.levers.sick_leave"].high == pytest.approx(0.091)
    assert found["demand.levers.later_retirement"].high == 5
    assert fields("realistic-2035")["adoption.depth.delay"].high == 14  # as that scenario says


def test_a_range_a_number_and_a_choice(here):
    client, space = here
    sent = {
        "physical.strength:low": "10",
        "physical.strength:most": "30,5",
        "physical.strength:high": "50 %",
        "human_required.partly:most": "80",
        "human_required.fully:most": "counted",
        "adoption.depth.delay:low": "2",
        "adoption.depth.delay:most": "",
        "adoption.depth.delay:high": "4",
        "demand.levers.sick_leave:most": "1.5",
    }
    assert send(client, "/scenario/endre", **sent).headers["location"] == "/scenario"
    assert space.choices.changes == {
        "physical": {"strength": {"tri": [0.1, 0.305, 0.5]}},
        "human_required": {"partly": 0.8, "fully": "counted"},
        "adoption": {"depth": {"delay": {"uniform": [2, 4]}}},
        "demand": {"levers": {"sick_leave": 0.015}},
    }
    load_scenario("base", tried=space.choices.changes)
    page = words(client.get("/scenario"))
    assert "Endret fra Grunnscenario" in page
    assert (
        "10 til 50 %, mest sannsynlig 30,5 (var 20 til 70 %, mest sannsynlig 40)"
        in page.replace("\xa0", " ")
    )


def test_weights_keep_their_proportions(here):
    """0.1 becomes 0.55, so that the others, together 0.9, become halves of what they were."""
    client, space = here
    send(client, "/scenario/endre", **{"evidence.weights.whole_tasks:most": "55"})
    weights = space.choices.changes["evidence"]["weights"]
    assert weights["whole_tasks"] == 0.55
    assert weights["score_above_floor"] == pytest.approx(0.15)
    assert weights["activity_time"] == pytest.approx(0.1)
    assert sum(weights.values()) == pytest.approx(1, abs=1e-9)
    load_scenario("base", tried=space.choices.changes)
    send(client, "/scenario/endre", **{"evidence.weights.whole_tasks:most": "55"})
    assert space.choices.changes["evidence"]["weights"] == weights  # what is shown is rounded
    send(client, "/scenario/endre", back="evidence.weights.whole_tasks")
    assert space.choices.changes == {}
    send(client, "/scenario/endre", **{"evidence.weights.whole_tasks:most": "55"})
    send(client, "/scenario/endre", back="evidence.weights")
    assert space.choices.changes == {}


def test_enter_in_a_field_uses_what_is_typed_and_takes_nothing_back(here):
    """The first button of the form is the one that Enter presses."""
    client, space = here
    sent = {"physical.strength:most": "30", "evidence.weights.whole_tasks:most": "55"}
    for field, text in sent.items():
        enter(client, "/scenario", "/scenario/endre", **{field: text})
    enter(client, "/scenario", "/scenario/endre", **{"realisation.minimum_block:most": "20"})
    assert space.choices.changes["physical"] == {"strength": {"tri": [0.2, 0.3, 0.7]}}
    assert space.choices.changes["evidence"]["weights"]["whole_tasks"] == 0.55
    assert "minimum_block" in space.choices.changes["realisation"]


def test_the_part_taken_out_is_fixed_for_all_three_answers_and_drawn_again(here):
    client, space = here
    send(client, "/scenario/endre", **{"realisation.level:most": "30"})
    level = space.choices.changes["realisation"]["level"]
    assert level == {answer: {"part": 0.3} for answer in ("little", "some", "large")}
    assert 'name="realisation.level:most" value="30"' in client.get("/scenario").text
    send(client, "/scenario/endre", **{"realisation.level:most": ""})
    assert space.choices.changes == {}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"human_required.partly:most": "140"}, "fra 0 til 100 %"),
        ({"human_required.partly:most": "mye"}, "fra 0 til 100 %"),
        ({"human_required.partly:most": "nan"}, "fra 0 til 100 %"),
        ({"human_required.fully:most": "sometimes"}, "står ved siden av hovedtallet"),
        ({"adoption.depth.delay:most": "13"}, "fra 1 til 12 år"),
        ({"adoption.depth.delay:most": "7", "adoption.depth.delay:low": "2"}, ONE_END),
        (
            {f"physical.strength:{end}": n for end, n in ((LOW, 60), (MOST, 30), (HIGH, 50))},
            "tre tall, det laveste først",
        ),
        (
            {f"evidence.weights.{r}:most": "90" for r in ("whole_tasks", "exposed_time")},
            "summen 1; vektene summerer til 1,8",
        ),
    ],
)
def test_what_is_refused_is_told_by_its_field_and_nothing_is_taken(here, sent, said):
    """The ends, and the rules of the engine itself; what was typed still stands there."""
    client, space = here
    good = {"realisation.minimum_block:most": "20"}
    answer = send(client, "/scenario/endre", **sent, **good)
    assert answer.status_code == 422
    told = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r'class="wrong".*?</p>', answer.text)]
    assert [one for one in told if said in one.replace("\xa0", " ")]
    assert "«bare den ene enden" not in answer.text  # those are our words, not what was typed
    assert "base.yaml" not in answer.text
    assert 'name="realisation.minimum_block:most" value="20"' in answer.text
    assert space.choices.changes == {}


def test_one_sector_alone_and_back_again(here):
    client, space = here
    sent = {"sector": "school", "physical.strength:most": "0"}
    answer = send(client, "/scenario/endre", **sent)
    assert answer.headers["location"] == "/scenario/school"
    assert space.choices.changes == {"sectors": {"school": {"physical": {"strength": 0}}}}
    scenario = load_scenario("base", tried=space.choices.changes).scenario
    assert scenario.in_sector("school").physical.strength.high == 0
    assert scenario.in_sector("culture").physical.strength.high == 0.7
    assert "Skole : Roboter" in words(client.get("/scenario"))
    assert "demand.move" not in client.get("/scenario/school").text  # the same in all sectors
    send(client, "/scenario/angre", what="one", sector="school", key="physical.strength")
    assert space.choices.changes == {}
    assert client.get("/scenario/skolen").status_code == 404


def test_a_sector_that_a_packaged_scenario_has_apart_is_changed_from_there(here):
    client, space = here
    send(client, "/scenario/velg", name="digital-first-administration")
    page = client.get("/scenario/administration").text
    assert 'name="adoption.depth.delay:most" value="3"' in page
    send(client, "/scenario/endre", sector="administration", **{"adoption.depth.delay:most": "2"})
    tried = space.choices.changes
    loaded = load_scenario("digital-first-administration", tried=tried).scenario
    assert loaded.in_sector("administration").adoption.depth.delay.mode == 2
    assert loaded.in_sector("administration").realisation.level.municipal == 1  # as it was


def test_each_change_is_taken_back_and_all_of_them_and_the_last_step(here):
    client, space = here
    send(client, "/scenario/endre", **{"human_required.partly:most": "50"})
    send(client, "/scenario/endre", **{"realisation.minimum_block:most": "20"} | PARTLY)
    both = space.choices.changes
    send(client, "/scenario/endre", back="human_required.partly", **PARTLY)
    assert space.choices.changes == {}  # the field that was not sent is as in the scenario
    send(client, "/scenario/angre", what="last")
    assert space.choices.changes == both
    send(client, "/scenario/angre", what="all")
    assert space.choices.changes == {}
    send(client, "/scenario/angre", what="last")
    send(client, "/scenario/velg", name="cautious")
    assert (space.choices.scenario, space.choices.changes) == ("cautious", {})
    send(client, "/scenario/angre", what="last")
    assert (space.choices.scenario, space.choices.changes) == ("base", both)


PARTLY = {"human_required.partly:most": "50"}


@pytest.mark.parametrize("name", EVERY)
def test_every_packaged_scenario_is_told_with_what_differs(here, name):
    client, _ = here
    send(client, "/scenario/velg", name=name)
    page = client.get("/scenario")
    assert page.status_code == 200
    assert "Hva som skiller det fra Grunnscenario" in words(page)


def test_saved_chosen_again_taken_away_and_deleted(here):
    """The file extends the packaged scenario, and says what differs and nothing else."""
    client, space = here
    send(client, "/scenario/velg", name="cautious")
    send(client, "/scenario/endre", **PARTLY)
    send(client, "/scenario/lagre", title="Vårt valg", reason="Vi vet bedre.")
    assert saved(space, "Vårt valg") == {
        "name": "vart-valg",
        "title": {"nb": "Vårt valg", "en": "Vårt valg"},
        "reason": {"nb": "Vi vet bedre.", "en": "Vi vet bedre."},
        "references": ["judgement"],
        "extends": "cautious",
        "human_required": {"partly": 0.5},
    }
    assert (space.choices.scenario, space.choices.changes) == ("vart-valg.yaml", {})
    file = client.get("/scenario/fil/vart-valg.yaml")
    assert yaml.safe_load(file.content)["extends"] == "cautious"
    assert load_scenario(space.project / "scenarios/vart-valg.yaml").scenario.fully_beside

    send(client, "/scenario/endre", **{"realisation.minimum_block:most": "20"} | PARTLY)
    assert send(client, "/scenario/lagre", title="Vårt valg").status_code == 303  # the chosen one
    assert saved(space, "Vårt valg")["realisation"] == {"minimum_block": 0.2}
    assert saved(space, "Vårt valg")["human_required"] == {"partly": 0.5}
    assert saved(space, "Vårt valg")["extends"] == "cautious"

    send(client, "/scenario/velg", name="base")
    taken = send(client, "/scenario/lagre", title="VÅRT valg!")
    assert taken.status_code == 422
    assert "er i bruk" in words(taken)
    send(client, "/scenario/velg", name="vart-valg.yaml")
    send(client, "/scenario/slett", name="vart-valg.yaml")
    assert own_files(space.project / "scenarios") == []
    assert space.choices.scenario == "base"
    assert client.get("/scenario").status_code == 200


def test_a_scenario_that_is_gone_or_broken_is_told(here):
    client, space = here
    send(client, "/scenario/lagre", title="Borte")
    file = space.project / "scenarios/borte.yaml"
    file.write_text("name: [", "utf-8")
    assert "Scenarioet kan ikke leses" in words(client.get("/scenario"))
    for address in ("/kjor", "/scenario/velg", "/scenario/lagre"):
        answer = send(client, address, name="borte.yaml", title="Borte")
        assert "En feil i autopot" not in answer.text
        assert "Traceback" not in answer.text
    space.choose(changes={"physical": {"strength": 0}})
    assert send(client, "/kjor").status_code == 400
    file.unlink()
    assert "finnes ikke lenger" in words(client.get("/scenario"))
    assert send(client, "/kjor").status_code == 400


def test_barriers_for_all_and_for_one_sector(here):
    client, space = here
    send(client, "/scenario/barrierer", **{"barrier:training": "3", "barrier:resistance": "9"})
    send(client, "/scenario/barrierer", sector="school", **{"barrier:training": "4"})
    folder = space.project / "scenarios"
    name = space.choices.changes["realisation"]["assessment"]
    assert yaml.safe_load((folder / name).read_text("utf-8")) == {
        "sectors": {"school": {"training": 4}},
        "all": {"training": 3},
    }
    page = client.get("/scenario/school").text
    assert re.search(r'name="barrier:training" value="4" checked', page)
    send(client, "/scenario/lagre", title="Med barrierer")
    with zipfile.ZipFile(io.BytesIO(client.get("/scenario/fil/med-barrierer.yaml").content)) as raw:
        assert sorted(raw.namelist()) == [name, "med-barrierer.yaml"]
    send(client, "/scenario/slett", name="med-barrierer.yaml")
    assert not (folder / name).exists()


def test_answers_that_are_taken_back_are_unknown_again(here):
    client, space = here
    send(client, "/scenario/barrierer", **{"barrier:training": "3"})
    send(client, "/scenario/barrierer")
    assert space.choices.changes == {}


def test_a_radar_that_is_changed_in_excel_is_told_apart(tmp_path):
    """Chatbots go from trial to adopt (3 and 3), and the last technology is taken out."""
    with speaking("nb"):
        book = load_workbook(io.BytesIO(radar_workbook()))
    sheet = book.active
    sheet["F3"], sheet["G3"] = 3, 3
    sheet.delete_rows(11)
    sent = tmp_path / "radar.xlsx"
    book.save(sent)
    with page_of(tmp_path / "project") as app:
        client, space = visitor(app), app.state.services.spaces.of("local")
        folder = space.project / "scenarios"
        name = keep_radar(sent, folder)
        assert not sent.exists()
        space.choose(changes={"radar": {"technologies": name}})
        page = words(client.get("/scenario"))
        assert (
            "Samtaleroboter og talegjenkjenning Test og piloter (modenhet 2, forståelse 2)" in page
        )
        assert "Ta i bruk (modenhet 3, forståelse 3)" in page
        assert re.search(r"Sikkerhet og personvern [^)]*\) ikke med", page)
        again = load_workbook(io.BytesIO(client.get("/scenario/radar.xlsx").content)).active
        assert again["F3"].value == 3
        send(client, "/scenario/angre", what="one", key="radar.technologies")
        assert space.choices.changes == {}


def test_a_radar_that_was_taken_out_stays_out_when_the_staff_file_goes(tmp_path):
    with page_of(tmp_path / "project") as app:
        client, space = visitor(app), app.state.services.spaces.of("local")
        send(client, "/scenario/radar", files={"file": ("r.xlsx", radar_workbook())})
        (job,) = jobs_of(app)
        app.state.services.jobs.stop(job)
        job.answer, job.state = take_radar(job.task, lambda *_: None), DONE
        assert "Deres egen radar brukes" in words(client.get("/scenario"))
        assert space.choices.changes["radar"] == {"technologies": job.answer["name"]}
        send(client, "/scenario/angre", what="all")
        send(client, "/ansatte/fjern")
        assert "Deres egen radar brukes" not in words(client.get("/scenario"))
        assert space.choices.changes == {}


def test_a_radar_comes_back_as_it_was_written(tmp_path):
    """The workbook in each language, and the .csv file itself."""
    usual = catalogue.technologies()
    for language in ("nb", "nn", "en"):
        with speaking(language):
            (tmp_path / "r.xlsx").write_bytes(radar_workbook())
        (tmp_path / "r.csv").write_text(radar_text(tmp_path / "r.xlsx"), "utf-8")
        assert catalogue.technologies(tmp_path / "r.csv").equals(usual)
        assert radar_text(tmp_path / "r.csv") == radar_text(tmp_path / "r.xlsx")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.xlsx", b"not"),
        ("r.csv", b"\xff\xfe"),
        ("r.csv", b"a,b\n1,2\n"),
        ("r.csv", b""),
        ("r.csv", b"technology\n" * 300),
    ],
)
def test_a_radar_that_is_none_is_refused_without_telling_where_it_lies(tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(InputError) as refused:
        keep_radar(file, tmp_path / "scenarios")
    assert str(tmp_path) not in str(refused.value)
    assert not (tmp_path / "scenarios").exists()


def test_the_study_names_the_files_in_full_and_says_that_it_is_changed(here):
    from autopot.app.chosen import chosen_study

    client, space = here
    send(client, "/scenario/barrierer", **{"barrier:training": "3"})

    class Request:
        """As much of a request as a study asks for."""

        services = type("S", (), {"settings": type("T", (), {"scheduler": None})})

    Request.space = space
    study = chosen_study(Request, own_staff=False)
    assert study["scenario"] == "base"
    assert study["changes"]["title"]["nb"] == "Grunnscenario, endret"
    file = study["changes"]["realisation"]["assessment"]
    assert file.startswith(str(space.project.resolve()))
    one = estimated(study, "1119")
    assert one["changes"]["workforce"] == {"source": "norway-2024", "municipality": "1119"}
    assert one["changes"]["title"]["nb"] == "Grunnscenario, endret, anslag"
    assert estimated({"scenario": "base", "changes": {}}, "")["scenario"] == "national"
    loaded = load_scenario(one["scenario"], tried=one["changes"])
    assert loaded.scenario.storby is None


def test_a_municipality_is_chosen_by_name_or_number_and_nobody_else(here):
    client, space = here
    assert send(client, "/kjor", municipality="Ingensteds").status_code == 400
    assert send(client, "/kjor", municipality="1119 Hå").status_code == 303
    job = next(iter(space.jobs.values()))
    assert job


# What somebody may try.


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "!!python/object/apply:os.system [ls]",
        "a: b\n- c: *x",
        "\x00\x1b[31m",
        "CON",
        "base",
        "radar-0123456789ab",
        "=cmd()",
        "å" * 300,
    ],
)
def test_a_title_is_words_whatever_it_is(here, title, tmp_path):
    """It is no path, no HTML and no YAML, and the file lies where scenarios lie."""
    client, space = here
    send(client, "/scenario/lagre", title=title)
    folder = space.project / "scenarios"
    files = own_files(folder)
    assert [one.name for one in tmp_path.iterdir()] == ["project"]
    for file in files:
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,49}\.yaml", file.name)
        assert file.stem not in (*packaged_scenarios(), "con")  # which Windows has for itself
        loaded = load_scenario(file).scenario
        assert len(loaded.title.nb) <= 400
        assert loaded.title.nb.isprintable()
    page = client.get("/scenario").text
    assert "<script>alert" not in page
    assert client.get("/scenario").status_code == 200


@pytest.mark.parametrize(
    "name", ["../prosjekt.json", "/etc/passwd", "..%2fprosjekt.json", "x.yaml", "base"]
)
def test_no_name_reaches_another_file(here, name):
    client, space = here
    space.choose(language="nb")
    send(client, "/scenario/lagre", title="Min")
    assert client.get(f"/scenario/fil/{name}").status_code in (404, 405)
    assert send(client, "/scenario/slett", name=name).status_code == 404
    assert own_files(space.project / "scenarios")


def test_a_link_in_the_folder_is_no_scenario(here, tmp_path):
    client, space = here
    send(client, "/scenario/lagre", title="Min")
    folder = space.project / "scenarios"
    outside = tmp_path / "outside.yaml"
    outside.write_text("secret: 1", "utf-8")
    (folder / "link.yaml").symlink_to(outside)
    assert client.get("/scenario/fil/link.yaml").status_code == 404
    assert "link" not in words(client.get("/scenario"))


@pytest.mark.parametrize(
    "key", ["workforce.file", "evidence.overlay", "realisation.assessment", "radar.technologies"]
)
def test_no_file_is_named_by_a_form(here, key):
    client, space = here
    send(client, "/scenario/endre", **{f"{key}:most": "/etc/passwd"})
    assert space.choices.changes == {}


def test_nobody_reaches_the_scenario_of_another(tmp_path):
    with page_of(tmp_path, hosted=True) as app:
        kari, ola = signed_in(app, "kari"), signed_in(app, "ola")
        send(kari, "/scenario/lagre", title="Hemmelig")
        assert "Hemmelig" in words(kari.get("/scenario"))
        assert "Hemmelig" not in words(ola.get("/scenario"))
        assert ola.get("/scenario/fil/hemmelig.yaml").status_code == 404
        assert send(ola, "/scenario/velg", name="hemmelig.yaml").status_code == 404
        assert send(ola, "/scenario/slett", name="hemmelig.yaml").status_code == 404
        assert "Hemmelig" in words(kari.get("/scenario"))


def test_there_is_room_for_so_much(tmp_path):
    with page_of(tmp_path, hosted=True, kept=0) as app:
        client = signed_in(app, "kari")
        upload(client, b"x")
        for address in ("/scenario/lagre", "/scenario/barrierer"):
            assert send(client, address, title="x").status_code == 507
        radar = {"file": ("r.csv", b"x")}
        assert send(client, "/scenario/radar", files=radar).status_code == 507


def test_only_a_radar_file_is_taken(here):
    client, _ = here
    assert send(client, "/scenario/radar", files={"file": ("r.exe", b"x")}).status_code == 400


KEYS = st.text("abc", min_size=1, max_size=2)
TREES = st.recursive(
    st.dictionaries(KEYS, st.integers(), min_size=1, max_size=3),
    lambda inner: st.dictionaries(KEYS, inner, min_size=1, max_size=3),
    max_leaves=8,
)


@given(TREES)
def test_a_tree_is_its_values_and_what_is_set_is_taken_back(tree):
    paths = dict(flat(tree))
    again = {}
    for path, value in paths.items():
        again = with_value(again, path, value)
        assert value_at(again, path) == value
    assert again == tree
    assert merged(tree, tree) == tree
    for path in paths:
        again = without(again, path)
    assert again == {}


def test_the_big_cities_are_the_big_cities_whatever_scenario_is_chosen():
    """Every municipality is another question; a scenario of the cities stays as it is."""
    assert in_big_cities({"scenario": "national", "changes": {}})["scenario"] == "base"
    fast = {"scenario": "fast", "changes": {"physical": {"strength": 0.1}}}
    assert in_big_cities(fast) == fast


MOVED = """# Laget i rapporten
name: base-moved
title: {nb: "Grunnscenario, flyttet", en: "Base scenario, moved"}
reason: {nb: Prøvd, en: Tried}
references: [judgement]
extends: base
adoption: {depth: {delay: 3}}
"""


def put_in_file(client, content: str, **fields: str):
    """Put in a scenario file."""
    return send(
        client, "/scenario/legg-inn", files={"file": ("x.yaml", content.encode())}, **fields
    )


def test_a_scenario_file_is_put_in_and_chosen(here):
    """It says one thing over base; put in again, it is another with a number."""
    client, space = here
    for name in ("grunnscenario-flyttet", "grunnscenario-flyttet-2"):
        assert put_in_file(client, MOVED).headers["location"] == "/scenario"
        assert space.choices.scenario == f"{name}.yaml"
        loaded = load_scenario(space.project / "scenarios" / f"{name}.yaml")
        assert loaded.scenario.adoption.depth.delay.low == 3
        page = words(client.get("/scenario"))
        assert "Grunnscenario, flyttet" in page
        assert "kan ikke leses" not in page
    assert "Grunnscenario, flyttet (2)" in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("delay: 3", "delay: 300"), ":7"),
        (("delay: 3", "dely: 3"), ":7"),
        (
            ("extends: base", "extends: ../../other.yaml"),
            ":6 Den bygger på «../../other.yaml», som ikke finnes her",
        ),
        (("extends: base", "extends: scenario.yaml"), "Velg resultatet"),
        (
            ("adoption:", "workforce: {file: /etc/passwd}\nadoption:"),
            ":7 Innstillingen workforce.file er navnet på en fil",
        ),
        (
            ("adoption:", "workforce: {source: own.csv}\nadoption:"),
            ":7 Innstillingen workforce.source",
        ),
        (
            ("adoption:", "radar: {technologies: radar-0123456789ab.csv}\nadoption:"),
            ":7 Innstillingen radar.technologies",
        ),
        (
            ("adoption:", "sectors: {school: {evidence: {overlay: x.csv}}}\nadoption:"),
            ":7 Innstillingen sectors.school.evidence.overlay",
        ),
        (("extends: base", "extends: !!python/object/apply:os.system [ls]"), ":6"),
        (("name: base-moved", "name: [base"), "scenariofilen:"),
        (("name: base-moved", "measures: []"), ":2"),
    ],
)
def test_a_scenario_file_with_faults_is_refused_with_its_lines(here, changed, told):
    client, space = here
    answer = put_in_file(client, MOVED.replace(*changed))
    assert answer.status_code == 422
    page = words(answer)
    assert "Scenariofilen ble ikke lagt inn" in page
    assert told in page
    assert "/tmp" not in page
    assert (space.choices.scenario, own_files(space.project / "scenarios")) == ("base", [])


def test_a_scenario_file_that_is_too_large_or_none_is_not_read(here):
    client, _ = here
    assert put_in_file(client, "#" * 300_001).status_code == 413
    assert send(client, "/scenario/legg-inn").status_code == 400


def test_a_file_of_a_report_extends_the_scenario_of_its_run(here):
    """The run had robots at 0 and a radar of its own; the file moves the delay. Both are kept."""
    client, space = here
    run = space.project / "runs" / "base-1"
    (run / "inputs").mkdir(parents=True)
    (run / "r.xlsx").write_bytes(radar_workbook())
    (run / "inputs" / "technologies.csv").write_text(radar_text(run / "r.xlsx"), "utf-8")
    (run / "manifest.json").write_text("{}", "utf-8")
    tried = {
        "physical": {"strength": 0},
        "radar": {"technologies": "inputs/technologies.csv"},
        "workforce": {"municipality": "1119"},
    }
    of_run = load_scenario("base", tried=tried).scenario.model_dump(mode="json")
    (run / "scenario.yaml").write_text(yaml.safe_dump(of_run), "utf-8")
    moved = MOVED.replace("extends: base", "extends: scenario.yaml")
    assert put_in_file(client, moved, run="base-1").status_code == 303
    kept = saved(space, "Grunnscenario, flyttet")
    radar = kept["radar"]["technologies"]
    assert re.fullmatch(r"radar-[0-9a-f]{12}\.csv", radar)
    assert (space.project / "scenarios" / radar).is_file()
    assert {
        k: v for k, v in kept.items() if k in ("extends", "physical", "adoption", "workforce")
    } == {
        "extends": "base",
        "physical": {"strength": 0},
        "adoption": {"depth": {"delay": 3}},
    }
    more = MOVED.replace("extends: base", "extends: grunnscenario-flyttet.yaml").replace(
        "o, flyttet", "o, igjen"
    )
    assert put_in_file(client, more.replace("delay: 3", "delay: 4")).status_code == 303
    again = saved(space, "Grunnscenario, igjen")
    assert (again["physical"], again["adoption"]) == ({"strength": 0}, {"depth": {"delay": 4}})


def test_the_page_says_that_corrected_tasks_are_used(here, monkeypatch):
    client, _ = here
    assert "Rettelsene deres av oppgaver" not in words(client.get("/scenario"))
    corrected = {"overlay": "rettelser.csv"}
    monkeypatch.setattr("autopot.app.pages.scenario.own_evidence", lambda _: corrected)
    assert "Rettelsene deres av oppgaver brukes også" in words(client.get("/scenario"))
