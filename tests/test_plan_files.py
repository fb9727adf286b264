"""Plan files: what they may say, what comes of them, and what the command line shows."""

from __future__ import annotations

import io
import json

import numpy as np
import openpyxl
import pandas as pd
import pytest
import yaml

from autopot.api import plan
from autopot.errors import InfeasibleError, InputError
from autopot.messages import speaking
from autopot.model.measures import even, normal, own_level, use_by_age, worth_by_start
from autopot.optimise import plan_solving
from autopot.results.plan.tables import (
    giving_table,
    measure_table,
)
from autopot.results.plan.text import in_unit
from autopot.scenario import load_scenario, packaged_scenarios
from autopot.scenario.packaged import packaged_directory
from autopot.scenario.plan_loading import load_plan
from autopot.study.plan_arrays import (
    plan_arrays,
    worth,
)
from autopot.study.plan_folder import decided
from autopot.study.preparation import (
    load_changed,
    prepare,
)
from autopot.views.terminal import Screen
from support.plan_cases import small_plan, written


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return plan(written(tmp_path_factory.mktemp("plan"), small_plan()))


def test_the_small_plan_by_hand(found):
    """Security first (year 0), robots a year later; remote care needs 300,000 + 900 x 100 = 390,000
    in year 0, where 100,000 is spent on security. All fit, each as early as it can.
    """
    assert found.schedule["start"].tolist() == [2026, 2027, 2026]
    assert found.schedule["radar_class"].tolist() == ["", "adopt", "adopt"]
    assert found.years["cost"].tolist() == [490_000, 550_000, 150_000, 150_000]
    # full use a year after the start, half of it taken out
    potential = found.arrays.potential.mean(axis=1)
    expected = [0, potential[2] / 2, (potential[1] + potential[2]) / 2]
    assert found.years["fte_mean"].tolist()[:3] == pytest.approx(expected)
    assert found.solved.goal == pytest.approx(potential[1] / 2 * 2 + potential[2] / 2 * 3)
    assert found.reached.set_index("kind").loc["given_up", "mean"] == pytest.approx(0)


def test_potential_is_the_scenarios_own(found):
    """Half of the coverage, the same draws: half of what the run shows for the technology."""
    prepared = found.prepared
    names = prepared.names
    from autopot.engine import run_draws

    totals, _ = run_draws(prepared.inputs, 100, None)
    at = names.sectors.index("health_care"), names.technologies.index("remote_services")
    np.testing.assert_allclose(found.arrays.potential[2], totals.sector_technology[at] / 2)


def test_without_an_own_realisation_the_scenarios_is_used_by_sector(tmp_path):
    """The same draws as the run takes for the sector, block 0 of its own stream."""
    from autopot.model.realisation import realised_share
    from autopot.model.streams import stream

    content = small_plan()
    content["use"]["realisation"] = None
    loaded = load_plan(written(tmp_path, content))
    prepared = prepare(load_changed("base", draws=100))
    arrays = plan_arrays(loaded, prepared)
    seed = prepared.inputs.seed
    shares = realised_share(
        prepared.inputs.future.realisation, stream(seed, "realisation", 0), False
    )
    row = prepared.names.sectors.index("health_care")
    np.testing.assert_allclose(arrays.realised[2, 1] / arrays.potential[2], shares[row, :100])


def test_net_present_value_by_hand(tmp_path):
    content = small_plan()
    content["goal"] |= {
        "maximise": "net_present_value",
        "value_per_fte": 700_000,
        "discount_rate": 0.25,
    }
    loaded = load_plan(written(tmp_path, content))
    prepared = prepare(load_changed("base", draws=100))
    arrays = plan_arrays(loaded, prepared)
    benefit = 700_000 * arrays.potential[2] / 2
    # started in the third of four years: -390,000 in year 2, benefit less 50,000 in year 3
    by_hand = 0.8**2 * -390_000 + 0.8**3 * (benefit - 50_000)
    np.testing.assert_allclose(worth(loaded, arrays)[2, 2], by_hand)


def test_use_grows_after_the_introduction():
    assert use_by_age(5, 2, np.array([2.0]))[:, 0].tolist() == [0, 0, 0.5, 1, 1]
    assert own_level(np.array([0.0, 1.0]), 0.0, np.zeros(2)).tolist() == [0, 1]
    assert own_level(np.array([0.5]), 2.0, np.zeros(1)) == pytest.approx(0.5)
    assert worth_by_start(np.array([[1.0], [1.0]]), [1, 0.5])[:, 0].tolist() == [1.5, 0.5]


@pytest.mark.parametrize("spread", [0.5, 2.0])
def test_an_own_level_lies_its_deviation_times_the_spread_away(spread):
    """Odds 1 moved by log 3 in all are 3; 0 and 1 stay where they are."""
    deviation = np.full(3, np.log(3) / spread)
    found = own_level(np.array([0.0, 0.5, 1.0]), spread, deviation)
    np.testing.assert_allclose(found, [0, 0.75, 1], atol=1e-8)


@pytest.mark.parametrize("numbers", [even, normal])
def test_numbers_of_a_measure_follow_its_name_and_the_seed_and_nothing_else(numbers):
    """Measures with shared numbers would make the spread between them vanish."""
    rows = [numbers(1, 2000, "robots"), numbers(1, 2000, "remote"), numbers(2, 2000, "robots")]
    np.testing.assert_array_equal(numbers(1, 100, "robots"), rows[0][:100])
    together = np.corrcoef(rows) - np.eye(3)
    assert np.abs(together).max() < 5 / np.sqrt(2000)


def test_the_same_plan_gives_the_same_answer(found, tmp_path):
    again = plan(written(tmp_path, small_plan()))
    assert again.as_json() == found.as_json()


def test_a_measure_keeps_its_draws_when_another_is_left_out(found, tmp_path):
    content = small_plan()
    content["measures"] = content["measures"][2:]
    fewer = plan(written(tmp_path, content))
    np.testing.assert_array_equal(fewer.arrays.realised[0], found.arrays.realised[2])


def problems_of(tmp_path, content):
    with pytest.raises(InputError) as caught:
        load_plan(written(tmp_path, content))
    return caught.value.problems


def test_every_fault_of_a_file_is_told_at_once_with_its_line(tmp_path):
    content = small_plan()
    content["measures"][1]["investmnt"] = 1
    content["measures"][2]["running"] = -1
    content["goal"]["maximise"] = "savings"
    del content["solver"]
    path = written(tmp_path, content)
    lines = path.read_text(encoding="utf-8").splitlines()
    problems = problems_of(tmp_path, content)
    text = "\n".join(str(problem) for problem in problems)
    assert len(problems) == 4
    assert "measures.1.investmnt is not a key" in text
    assert "did you mean investment?" in text
    row = next(n for n, line in enumerate(lines, 1) if "investmnt" in line)
    assert f"small.yaml:{row} |" in text
    assert "solver is missing" in text
    assert "inherit" not in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: c["measures"][1].update(after={"securty": 1}), "did you mean security?"),
        (lambda c: c["measures"][0].update(after={"robots": 0}), "none of them can be first"),
        (lambda c: c["measures"][0].update(id="robots"), "robots stands twice"),
        (lambda c: c["measures"][0].update(start_by=2040), "2040 is outside the plan"),
        (lambda c: c["limits"].update(budget={"by_year": {2026: 1}}), "no budget for 2027"),
        (lambda c: c["limits"]["earliest"].pop("hold"), "all four classes; hold is missing"),
        (lambda c: c["use"].update(years_to_full=0.5), "from 1 to 50"),
        (lambda c: c["goal"].update(discount_rate=0.04), "only with net_present_value"),
        (
            lambda c: c["goal"].update(maximise="net_present_value"),
            "a number for value_per_fte with",
        ),
        (lambda c: c["shift_services"].update(substitute_per_hour=None), "substitute_per_hour"),
    ],
)
def test_what_cannot_be_is_refused_in_words(tmp_path, change, words):
    content = small_plan()
    change(content)
    assert words in "\n".join(str(problem) for problem in problems_of(tmp_path, content))


def test_what_the_scenario_does_not_know_is_refused_together(tmp_path):
    content = small_plan()
    content["measures"][1]["technology"] = "proces_automation"
    content["measures"][2]["sector"] = "health"
    content["limits"]["changes"] = {"skole": 1}
    twice = [dict(content["measures"][0], id=f"m{n}", technology="self_service") for n in (1, 2)]
    content["measures"] += twice
    with pytest.raises(InputError) as caught:
        plan(written(tmp_path, content))
    text = str(caught.value)
    assert len(caught.value.problems) == 4
    assert "did you mean process_automation?" in text
    assert "m1, m2 cover up to 200% of self_service in administration" in text


def test_plans_and_scenarios_are_not_mixed_up(call):
    assert "plan-example" not in packaged_scenarios()
    code, _, err = call("run", "plan-example")
    assert code == 1
    assert "this is a plan" in err
    assert "autopot plan" in err
    code, _, err = call("plan", "base")
    assert code == 1
    assert "this is a scenario" in err
    code, _, err = call("plan", "plan-exampl")
    assert code == 1
    assert "did you mean plan-example?" in err


def test_limits_that_conflict_have_their_lines(tmp_path, call):
    content = small_plan()
    content["measures"][1]["start_by"] = 2026  # but a year after security
    path = written(tmp_path, content)
    code, _, err = call("plan", str(path))
    assert code == 3
    lines = path.read_text(encoding="utf-8").splitlines()
    row = next(n for n, line in enumerate(lines, 1) if "start_by" in line)
    assert f"small.yaml:{row} | robots must start by 2026" in err
    assert "robots must wait for security" in err
    assert "budget" not in err
    with pytest.raises(InfeasibleError):
        plan(path)


def test_a_plan_that_is_not_found_in_time_is_not_called_a_conflict(tmp_path, call, monkeypatch):
    def no_time(*_):
        raise plan_solving.NotFoundInTime

    monkeypatch.setattr(plan_solving, "solve", no_time)
    code, _, err = call("plan", str(written(tmp_path, small_plan())))
    assert code == 3
    assert "no plan was found in the time given" in err
    assert "cannot be met together" not in err


def staff(*extra) -> pd.DataFrame:
    rows = [
        ("0301", "administration", "4110", 60.4),
        ("0301", "administration", "4313", 30.3),
        ("0301", "health_care", "2223", 80.2),
        ("0301", "health_care", "5321", 90.1),
        *extra,
    ]
    return pd.DataFrame(rows, columns=["municipality", "sector", "occupation", "fte"])


def test_a_hidden_sector_cannot_be_planned_for(tmp_path):
    few = staff(("0301", "culture", "2622", 2.0), ("0301", "school", "2341", 6.0))
    content = small_plan()
    content["measures"][2] |= {"sector": "culture", "technology": "self_service"}
    with pytest.raises(InputError, match="culture is so small that its figures are hidden"):
        plan(written(tmp_path, content), few)
    shown = plan(written(tmp_path, small_plan()), few)
    assert shown.prepared.hidden.of("sector") == {"culture", "school"}
    assert shown.lines()


def test_the_command_writes_a_folder_that_says_it_is_an_example(tmp_path, call):
    path = written(tmp_path, small_plan())
    code, out, _ = call("plan", str(path), "--out", "planen", "--language", "nb")
    assert code == 0
    assert "EKSEMPEL: kostnadene, timene og rammene er oppdiktet." in out
    assert "▒▒ ██ ██ ██" in out
    folder = tmp_path / "planen"
    names = {"manifest.json", "plan.yaml", "plan.json", "plan.xlsx", "follow-up.xlsx"}
    assert {file.name for file in folder.iterdir()} == {*names, "report.html"}
    page = (folder / "report.html").read_text("utf-8")
    assert "EKSEMPEL: kostnadene, timene og rammene er oppdiktet." in page
    assert "=HYPERLINK(&#34;x&#34;" in page
    assert json.loads((folder / "plan.json").read_text())["example"] is True
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert any("EKSEMPEL" in str(cell.value) for cell in cells)
    sheet = openpyxl.load_workbook(folder / "follow-up.xlsx").active
    assert str(sheet["A4"].value).startswith("EKSEMPEL")
    assert book["Gantt"]["B2"].fill.fgColor.rgb.endswith("F4B860")


def test_settings_go_before_the_scenario_and_are_kept_beside_the_plan(tmp_path):
    """Where a person is partly required, less counts: less can be freed. It is read back so."""
    path = written(tmp_path, small_plan())
    as_it_is = plan(path)
    told = []
    counted = plan(
        path,
        settings={"human_required": {"partly": 0.25}},
        progress=lambda done, all_: told.append((done, all_)),
    )
    assert (counted.arrays.potential.sum(axis=1) < as_it_is.arrays.potential.sum(axis=1))[1:].all()
    assert told == [(n, len(told)) for n in range(1, len(told) + 1)]
    loaded, start = decided(counted.save(tmp_path / "out"))
    assert load_scenario(loaded.scenario).scenario.human_required.partly == 0.25
    assert start.tolist() == counted.solved.start.tolist()


def on_screen(tables, width=80) -> list[str]:
    screen = Screen(width=width, file=io.StringIO(), no_color=True)
    with speaking("nb"):
        screen.show(*tables)
    return screen.file.getvalue().splitlines()


def test_nothing_of_a_plan_is_cut_at_80_columns(tmp_path):
    """Bars of ten years are as wide as their years; every cost and share of draws stands whole.

    The packaged plan with fewer draws, which are not what its lines are wide of.
    """
    packaged = packaged_directory("scenarios") / "plan-example.yaml"
    content = yaml.safe_load(packaged.read_text(encoding="utf-8"))
    content |= {"draws": 100, "robustness_draws": 3}
    found = plan(written(tmp_path, content))
    lines = on_screen(found.tables())
    assert max(map(len, lines)) <= 80
    years = " ".join(str(year) for year in range(26, 36))
    assert sum(line.rstrip().endswith(years) for line in lines) == 1
    bars = [line for line in lines if line.rstrip().endswith(("██", "▒▒", "··"))]
    assert [len(line.split()[-10:]) for line in bars] == [10] * len(found.schedule)
    assert all(set("".join(line.split()[-10:])) <= set("▒█·") for line in bars)
    text = "\n".join(lines)
    assert "…" not in text
    for cost in found.years["cost"]:
        assert f"{cost / 1e6:.1f} mill. kr".replace(".", ",", 1) in text.replace("\xa0", " ")


def test_the_sheet_of_measures_has_no_figures_of_one_that_is_not_in_the_plan(found):
    schedule = found.schedule.assign(start=[2026, 0, 2026])
    frame = measure_table(schedule, 3).frame
    assert frame["start_year"].tolist() == [2026, "–", 2026]
    assert frame[["fte_plan_mean", "nok_cost"]].isna().sum(axis=1).tolist() == [0, 2, 0]
    assert frame["fte_mean"].tolist() == found.schedule["potential_fte"].tolist()


@pytest.mark.parametrize(
    ("gains", "expected"),
    [
        (
            [3.0, 0.0],
            ["Budsjett, 2026 0,1 mill. kr 3", "De andre rammene ga ingenting hver for seg."],
        ),
        ([0.0, 0.0], ["Ingen av rammene ville gitt mer om bare den ene ble utvidet."]),
        (
            [3.0, np.nan],
            ["Budsjett, 2026 0,1 mill. kr 3", "Det var ikke tid til å regne på 1 ramme."],
        ),
    ],
)
def test_more_of_a_limit_is_shown_where_it_gives_something(gains, expected):
    """The title, the headings if any limit gives something, and what is said of the others."""
    limits = {"limit": ["budget", "training"], "key": ["2026", "school"], "step": [1e5, 1e3]}
    with speaking("nb"):
        table = giving_table(pd.DataFrame({**limits, "gain": gains}), "realised_fte")
    _, title, *rest = (" ".join(line.split()) for line in on_screen([table]))
    headings = ["Ramme Økning Gir, årsverk lagt sammen over årene"] if gains[0] else []
    assert (title, rest) == ("Hva mer ville gitt", [*headings, *expected])


def test_json_is_one_object_and_nothing_else(tmp_path, call):
    code, out, _ = call("plan", str(written(tmp_path, small_plan())), "--json")
    assert code == 0
    content = json.loads(out)
    assert content["gap"] <= content["gap_allowed"]
    assert [row["start"] for row in content["schedule"]] == [2026, 2027, 2026]


def test_an_own_scenario_is_found_from_the_folder_too(tmp_path):
    own = tmp_path / "own.yaml"
    text = {"nb": "Egen", "en": "Own"}
    content = {"name": "own", "title": text, "reason": text, "references": ["judgement"]}
    own.write_text(json.dumps(content | {"extends": "cautious"}), encoding="utf-8")
    changed = small_plan() | {"scenario": "own.yaml"}
    folder = plan(written(tmp_path, changed)).save(tmp_path / "deep" / "folder")
    again = load_plan(folder / "plan.yaml")
    assert load_changed(again.scenario).scenario.name == "own"


def with_new_work(folder, new_work):
    """The small plan on a scenario of its own, and net its goal."""
    (folder / "own.yaml").write_text(
        "name: own\ntitle: {nb: Egen, en: Own}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        f"extends: base\nrealisation: {{new_work: {new_work}}}\n",
        "utf-8",
    )
    content = small_plan() | {"scenario": str(folder / "own.yaml")}
    content["goal"]["maximise"] = "net_fte"
    return content


def test_a_plan_chosen_on_net_leaves_out_what_brings_more_work_than_it_takes_out(tmp_path):
    """Half of what is in use is taken out, and new work is borne for half of the rest too: 3/4 of
    it counts. Robots bring a fifth, so net 0.5 - 0.2 x 0.75 = 0.35 of their potential in each of
    two years; remote care brings all, so 0.5 - 0.75 < 0.
    """
    content = with_new_work(tmp_path, "{borne: 0.5}")
    for measure, share in zip(content["measures"], (0, 0.2, 1), strict=True):
        measure["new_work"] = share
    found = plan(written(tmp_path, content))
    assert found.schedule["start"].tolist() == [2026, 2027, 0]
    net = 0.35 * found.arrays.potential[1].mean()
    assert found.solved.goal == pytest.approx(2 * net)
    assert found.years["fte_net_mean"].tolist() == pytest.approx([0, 0, net, net])
    said = "\n".join(found.lines())
    assert "Netto, når nytt arbeid er trukket fra, årene 2026–2029 lagt sammen" in said
    assert "Planen er valgt etter netto." in "\n".join(on_screen(found.tables())).replace("\n", " ")


def test_net_is_no_goal_where_nothing_is_said_of_new_work(tmp_path):
    content = with_new_work(tmp_path, "{source: none}")
    with pytest.raises(InputError, match="net_fte, and the scenario says nothing of new work"):
        plan(written(tmp_path, content))


@pytest.mark.parametrize(
    ("fte", "said"),
    [
        (0.0, "0 årsverk"),
        (0.03, "mindre enn 0,1 årsverk"),
        (0.06, "0,1 årsverk"),
        (2.5, "2,5 årsverk"),
    ],
)
def test_a_little_is_not_told_as_nothing(fte, said):
    """A sector whose need hardly grows: what is closed of it is little, and no 0,0."""
    with speaking("nb"):
        assert in_unit("gap_closed")[0](fte) == said
