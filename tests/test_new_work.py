"""Gross and net: new work that comes back, time of residents, and what technology is used for."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autopot
from autopot import catalogue
from autopot.analysis.effects import effect_draws, effect_frame, shown_effects
from autopot.analysis.future import net_draws
from autopot.analysis.summary import summarise
from autopot.api import compare, plan, sensitivity
from autopot.engine import run_draws
from autopot.errors import InputError
from autopot.evidence import EFFECTS, effect_matrix, effect_of
from autopot.model.new_work import NewWorkInputs
from autopot.scenario import load_scenario
from autopot.study.new_work import new_work_inputs
from conftest import ALL_FACTORS, constant
from support.plan_cases import small_plan, written
from test_by_year import future, model, uniform

FROZEN = ALL_FACTORS | {"new_work"}
NONE = {"realisation": {"new_work": {"source": "none", "share": {}, "residents": {}, "borne": 0.0}}}


def new_work(share, residents=0.0, borne=0.0):
    """The same two ranges for both technologies; a number stands for itself."""
    share, residents, borne = (
        constant(v) if isinstance(v, float) else uniform(*v) for v in (share, residents, borne)
    )
    return NewWorkInputs([share] * 2, [residents] * 2, borne)


def drawn(extra, years=(2400,), frozen=FROZEN, **options):
    what = replace(future(list(years), **options), new_work=extra)
    result, _ = run_draws(model(what, frozen=frozen), 1000, None)
    return result.future


# By hand, in the model of test_by_year: sector 0 has 4 + 2.6 FTE of potential, sector 1 has 4.8


def test_new_work_net_and_residents_by_hand():
    """Half of all in use is taken out: 3.3 and 2.4 FTE. A fifth comes back; of the other half a
    quarter of it is borne: 0.2 (3.3 + 0.25 * 3.3) and 0.2 (2.4 + 0.25 * 2.4). Residents: 0.3.
    """
    found = net_draws(drawn(new_work(0.2, 0.3, 0.25), level=0.5, score=2.0))[:, 0, :, 0]
    np.testing.assert_allclose(found[0], [-0.825, -0.6])
    np.testing.assert_allclose(found[1], [3.3 - 0.825, 2.4 - 0.6])
    np.testing.assert_allclose(found[2], [-0.3 * 6.6, -0.3 * 4.8])


def test_time_freed_in_small_pieces_brings_no_new_fte_by_hand():
    """A block of 0.3 of a position is freed in the first occupation of sector 0 only, 4 FTE, of
    which 2 are taken out: 0.2 (2 + 0.5 * 2). Residents still spend time on everything in use.
    """
    found = net_draws(drawn(new_work(0.2, 0.3, 0.5), level=0.5, score=2.0, minimum=0.3))[:, 0, :, 0]
    np.testing.assert_allclose(found[0], [-0.6, 0.0])
    np.testing.assert_allclose(found[2], [-0.3 * 6.6, -0.3 * 4.8])


def test_all_that_is_taken_out_pays_its_own_new_work_and_no_more():
    """Everything is taken out, so nothing is left to bear, whatever `borne` is: net = 0.8 gross."""
    for borne in (0.0, 1.0):
        found = drawn(new_work(0.2, 0.0, borne), level=1.0)
        np.testing.assert_allclose(net_draws(found)[1], 0.8 * found.by_sector[1])


def test_more_new_work_than_is_taken_out_is_shown_below_zero_by_hand():
    """A tenth is taken out, and all new work, 0.4 of all in use, falls on it: 0.1 - 0.4 of 6.6."""
    found = drawn(new_work(0.4, 0.0, 1.0), level=0.1, score=2.0)
    expected = 0.1 - 0.4 * (0.1 + 0.9)
    np.testing.assert_allclose(net_draws(found)[1, 0, 0], expected * 6.6)


def test_nothing_before_anything_is_in_use():
    found = net_draws(drawn(new_work(0.4, 0.5, 1.0), years=(2019, 2030)))
    assert (found[:, 0] == 0).all()
    assert (found[0, 1] < 0).all()


# Properties


@settings(max_examples=25, deadline=None)
@given(
    share=st.floats(0, 1),
    residents=st.floats(0, 1),
    borne=st.floats(0, 1),
    level=st.floats(0, 1),
    minimum=st.floats(0, 0.6),
    spread=st.floats(0, 2),
)
def test_in_every_draw_net_is_at_most_gross(share, residents, borne, level, minimum, spread):
    extra = new_work((share / 2, share), (0.0, residents), (0.0, borne))
    found = drawn(
        extra,
        years=(2025, 2035, 2045),
        frozen=frozenset(),
        level=level,
        minimum=minimum,
        spread=spread,
        score=np.nan,
    )
    adopted, realised, _ = found.by_sector
    added, net, moved = net_draws(found)
    near = 1e-9 * (1 + adopted)
    assert (net <= realised + near).all()
    np.testing.assert_allclose(net, realised + added, atol=1e-9)
    assert (added <= 0).all()
    assert (-added <= share * adopted + near).all()
    assert ((moved <= 0) & (-moved <= residents * adopted + near)).all()


@settings(max_examples=10, deadline=None)
@given(level=st.floats(0, 1), spread=st.floats(0, 2))
def test_no_new_work_changes_nothing(level, spread):
    """Net is gross, draw for draw, and what was there before is what it was to the last bit."""
    options = {"level": level, "spread": spread, "score": np.nan, "frozen": frozenset()}
    without, zero, some = (
        drawn(extra, **options) for extra in (None, new_work(0.0), new_work((0.1, 0.5), 0.2, 0.5))
    )
    for found in (zero, some):
        np.testing.assert_array_equal(found.by_sector, without.by_sector)
        np.testing.assert_array_equal(found.by_technology, without.by_technology)
    np.testing.assert_array_equal(net_draws(zero)[1], zero.by_sector[1])
    assert not net_draws(zero)[[0, 2]].any()
    assert len(without.added) == 0


def test_new_work_has_a_stream_of_its_own_and_can_be_frozen():
    """Frozen at the middle of its range, 0.3; all in use is taken out, so L / R is the share."""

    def share(**options):
        what = replace(future([2400]), new_work=new_work((0.1, 0.5)))
        inputs = model(what, frozen=options.pop("frozen", ALL_FACTORS))
        result, _ = run_draws(replace(inputs, **options), 2000, None)
        return result.future.added[0, 0, 0] / result.future.by_sector[1, 0, 0]

    before = share()
    assert 0.1 <= before.min() < 0.11 < 0.49 < before.max() <= 0.5
    np.testing.assert_allclose(share(frozen=FROZEN), 0.3)
    np.testing.assert_array_equal(share(resampled=frozenset({"realisation", "adoption"})), before)
    assert not np.isclose(share(resampled=frozenset({"new_work"})), before).any()


# Ranges from the table and the scenario


def test_ranges_are_those_of_the_table_and_a_scenario_goes_before_it():
    loaded = load_scenario("base", {}, {"realisation": {"new_work": {"share": {"own": 0.7}}}})
    found = new_work_inputs(loaded, ["process_automation", "own", "other"])
    ends = [(one.low, one.high) for one in found.share]
    table = catalogue.table("technologies/new_work")
    widest = table["share_low"].min(), table["share_high"].max()
    assert ends == [(0.10, 0.35), (0.7, 0.7), widest]
    assert [(one.low, one.high) for one in found.residents] == [(0, 0), (0, 1), (0, 1)]


def test_the_upper_end_of_software_robots_is_the_published_team():
    """2.5 FTE in three years of 1,750 hours beside 37,400 hours freed: 0.351."""
    points = catalogue.table("survey/new_work").set_index("point")["value"]
    part = points["rpa_team_2022"] * 3 * 1750 / points["rpa_hours_2022"]
    high = catalogue.table("technologies/new_work").set_index("technology")["share_high"]
    assert high["process_automation"] == pytest.approx(part, abs=0.005)
    assert high["generative_ai"] >= points["ai_rework_2025"] / 100 > high["generative_ai"] - 0.05


def test_every_range_is_in_order_with_a_reason_and_every_technology_has_one():
    table = catalogue.table("technologies/new_work")
    assert (table["share_low"] < table["share_high"]).all()
    assert (table["residents_low"] <= table["residents_high"]).all()
    radar = catalogue.table("technologies/technologies").query("~cross_cutting")
    assert set(table["technology"]) == set(radar["technology"])
    assert set(table["source_id"]) == {"judgement"}


def test_an_unknown_technology_is_refused_with_its_line(tmp_path):
    (tmp_path / "own.yaml").write_text(
        "name: own\ntitle: {nb: Egen, en: Own}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nrealisation:\n  new_work:\n    share: {self_servise: 0.1}\n",
        "utf-8",
    )
    with pytest.raises(InputError, match=r"own.yaml:8.*'self_servise'.*did you mean self_service"):
        autopot.run(tmp_path / "own.yaml", draws=100)


# Whole runs


@pytest.fixture(scope="module")
def base():
    return autopot.run("base", draws=400)


def means(table, **wanted):
    chosen = np.logical_and.reduce([table[name] == value for name, value in wanted.items()])
    return table[chosen].set_index(["kind", "year"])["mean"]


def test_means_add_up_from_gross_to_net_and_over_sectors(base):
    total = means(base.by_year, level="total", unit="fte")
    for year in base.scenario.scenario.adoption.years:
        left = total["realised", year] + total["new_work", year]
        assert total["net", year] == pytest.approx(left, abs=1e-9)
        assert total["new_work", year] <= 0
    sectors = base.by_year.query("level == 'sector' and unit == 'fte'")
    summed = sectors.groupby(["kind", "year"])["mean"].sum()
    for kind in ("new_work", "net", "residents"):
        np.testing.assert_allclose(summed[kind], total[kind], atol=1e-9)


def test_without_new_work_there_are_no_net_figures_and_no_other_figure_moves(base):
    without = autopot.run("base", draws=400, changes=NONE)
    assert set(without.by_year["kind"]) == {"adopted", "realised", "quality"}
    same = base.by_year[base.by_year["kind"].isin(set(without.by_year["kind"]))]
    pd.testing.assert_frame_equal(same.reset_index(drop=True), without.by_year)
    pd.testing.assert_frame_equal(base.potential, without.potential)
    assert "net_by_year" not in {table.name for table in without.tables()}


def test_amounts_are_of_gross_new_work_and_net_but_not_of_residents():
    changes = {"realisation": {"wage_cost": 800_000}}
    found = autopot.run("base", draws=200, changes=changes).by_year
    amounts = means(found, level="total", unit="nok")
    assert set(amounts.index.get_level_values("kind")) == {"realised", "new_work", "net"}
    fte = means(found, level="total", unit="fte")
    assert amounts["net", 2035] == pytest.approx(800_000 * fte["net", 2035])


def test_amounts_of_net_by_sector_are_summed_draw_by_draw(base):
    cost = {sector: 700_000.0 + 10_000 * n for n, sector in enumerate(base.sectors)}
    found = autopot.run("base", draws=200, changes={"realisation": {"wage_cost": cost}}).by_year
    total = means(found, level="total", unit="nok")["net", 2040]
    parts = found.query("level == 'sector' and unit == 'nok' and kind == 'net' and year == 2040")
    assert total == pytest.approx(parts["mean"].sum())


def test_net_depends_on_new_work_and_has_no_radar_classes(two_towns):
    found = sensitivity("base", two_towns, draws=256, kind="net", year=2035)
    total = found.indices.query("kind == 'total'").set_index("factor")["total"]
    assert set(total.index) == ALL_FACTORS | {"adoption", "realisation", "new_work"}
    assert total["new_work"] > 0
    assert set(found.indices["kind"]) == {"total", "sector"}


def test_scenarios_are_compared_net(tmp_path):
    (tmp_path / "more.yaml").write_text(
        "name: more\ntitle: {nb: Mer, en: More}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nrealisation: {new_work: {borne: 1}}\n",
        "utf-8",
    )
    both = ["base", tmp_path / "more.yaml"]
    gross = compare(both, draws=200, kind="realised", year=2035).table.query("kind == 'total'")
    net = compare(both, draws=200, kind="net", year=2035).table.query("kind == 'total'")
    assert gross["share_mean"].iloc[0] == gross["share_mean"].iloc[1]
    assert net["share_mean"].iloc[1] < net["share_mean"].iloc[0] < gross["share_mean"].iloc[0]


def test_gross_and_net_have_no_radar_classes_and_need_new_work(tmp_path):
    (tmp_path / "none.yaml").write_text(
        "name: none\ntitle: {nb: Uten, en: None}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nrealisation: {new_work: {source: none}}\n",
        "utf-8",
    )
    with pytest.raises(InputError) as wrong:
        compare(["base", tmp_path / "none.yaml"], by="radar_class", kind="net", year=2035)
    assert "by sector only" in str(wrong.value)
    with pytest.raises(InputError, match="no net figures"):
        sensitivity(tmp_path / "none.yaml", kind="net", year=2035)


# What technology is used for


def test_every_use_has_a_kind_and_a_use_that_is_not_named_is_unknown():
    every = catalogue.sectors()
    sectors = list(every.loc[every["titles_as"] == "", "sector"])  # counties' own are unknown
    technologies = list(catalogue.table("technologies/new_work")["technology"])
    table = catalogue.table("technologies/effects")
    assert set(zip(table["technology"], table["sector"], strict=True)) == set(
        product(technologies, sectors)
    )
    matrix = effect_matrix(sectors, [*technologies, "own"])
    np.testing.assert_array_equal(matrix.sum(axis=2), 1)
    assert (matrix[:, -1, EFFECTS.index("unknown")] == 1).all()
    assert effect_of("remote_services", "health_care") == "improvement"


def test_kinds_by_hand():
    """Of 3 + 1 FTE in one sector the second technology is of the second kind: a quarter."""
    effect = np.eye(4)[np.array([[0, 1]])]
    found = effect_frame(["school"], summarise(*effect_draws(effect, np.array([[[3.0], [1.0]]]))))
    one = found.query("sector == 'school'").set_index(["unit", "effect_kind"])["mean"]
    assert one["share"].tolist() == [0.75, 0.25, 0, 0]
    assert one["fte"].tolist() == [3, 1, 0, 0]


def test_kinds_sum_to_the_potential(base):
    effects = base.effects.query("unit == 'fte'")
    summed = effects.groupby("sector")["mean"].sum()
    sectors = base.level("sector").set_index("sector")["fte_mean"]
    np.testing.assert_allclose(summed[sectors.index], sectors)
    assert summed["total"] == pytest.approx(float(base.level("total")["fte_mean"].iloc[0]))
    shares = base.effects.query("unit == 'share'").groupby("sector")["mean"].sum()
    np.testing.assert_allclose(shares, 1)


def test_kinds_of_hidden_sectors_are_hidden_and_the_others_shown():
    staff = pd.DataFrame(
        [("0301", "school", "2341", 60.0), ("0301", "school", "4110", 9.0),
         ("0301", "health_care", "2223", 30.0), ("0301", "fire_rescue", "5411", 3.0),
         ("0301", "culture", "2622", 8.0)],
        columns=["municipality", "sector", "occupation", "fte"],
    )  # fmt: skip
    found = autopot.run("base", staff, draws=200)
    secret = found.effects["sector"].isin(found.hidden.of("sector"))
    assert secret.any()
    assert found.effects.loc[secret, "mean"].isna().all()
    assert found.effects.loc[~secret, "mean"].notna().all()
    pd.testing.assert_frame_equal(shown_effects(found.draws.effects, found.hidden), found.effects)


def test_the_report_the_workbook_and_the_json_show_gross_beside_net(base, tmp_path):
    import openpyxl

    folder = base.save(tmp_path / "run")
    page = (folder / "report.html").read_text("utf-8")
    assert "Nytt arbeid som følger med teknologien, er ikke trukket fra" in page
    assert "Tatt ut, brutto" in page
    assert "Hva brukes teknologien til?" in page
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    assert {"Brutto og netto", "Brukt til"} <= set(book.sheetnames)
    content = base.as_json()
    assert {"realised", "new_work", "net", "residents"} <= {r["kind"] for r in content["by_year"]}
    assert {r["effect_kind"] for r in content["effect_kinds"]} == set(EFFECTS)


# Plans


def test_a_plan_shows_net_by_hand(tmp_path):
    """Half is taken out; 0.2 of that comes back, and nothing is borne for the other half."""
    content = small_plan()
    content["scenario"] = str(tmp_path / "own.yaml")
    (tmp_path / "own.yaml").write_text(
        "name: own\ntitle: {nb: Egen, en: Own}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nrealisation: {new_work: {borne: 0}}\n",
        "utf-8",
    )
    for measure in content["measures"]:
        measure["new_work"] = 0.2
    content["measures"][1]["effect_kind"] = "new_service"
    found = plan(written(tmp_path, content))
    years = found.years
    np.testing.assert_allclose(years["fte_new_work_mean"], -0.2 * years["fte_mean"])
    np.testing.assert_allclose(years["fte_net_mean"], 0.8 * years["fte_mean"])
    np.testing.assert_allclose(years["fte_net_p05"], 0.8 * years["fte_p05"])
    assert found.schedule["effect_kind"].tolist() == ["", "new_service", "improvement"]
    assert found.as_json()["years"][-1]["fte_net_mean"] > 0
    assert "Netto" in "\n".join(found.lines())


def test_new_work_moves_nothing_else_in_a_plan(tmp_path):
    """Ranges of a measure's own, or none at all: the same starts and the same realised time."""
    content = small_plan()
    (tmp_path / "none.yaml").write_text(
        "name: none\ntitle: {nb: Uten, en: None}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nrealisation: {new_work: {source: none}}\n",
        "utf-8",
    )
    table = plan(written(tmp_path, content))
    none = plan(written(tmp_path, {**content, "scenario": str(tmp_path / "none.yaml")}))
    np.testing.assert_array_equal(table.arrays.realised, none.arrays.realised)
    assert table.schedule["start"].tolist() == none.schedule["start"].tolist()
    assert (table.arrays.new_work >= 0).all()
    assert none.new_work is None
    assert "fte_net_mean" not in none.years
    assert not any("Netto" in line for line in none.lines())
