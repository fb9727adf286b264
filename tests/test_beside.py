"""Time where the person is the service stands beside the main figure, in every draw and output."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autopot
from autopot.analysis.service import service_figures
from autopot.api import explain_sector
from autopot.engine import run_draws
from autopot.errors import InputError
from autopot.messages import speaking
from conftest import small_model

COUNTED = {"human_required": {"fully": "counted"}}
PAIRS = [(0, 0), (0, 1), (1, 1)]
NONE, PARTLY, FULLY = np.eye(3)


@pytest.fixture(scope="module")
def beside():
    return autopot.run("base", draws=400)


@pytest.fixture(scope="module")
def counted():
    return autopot.run("base", draws=400, changes=COUNTED)


def turned_in(inputs):
    """The same model with nothing beside."""
    return replace(inputs, tasks=replace(inputs.tasks, beside=np.zeros(3)))


def cells_of(found):
    return found.potential, found.by_class, found.beside


# ---- the model


def test_one_occupation_by_hand():
    """Two tasks of half the time, shares 0.4 and 0.6, the second the person herself; 10 FTE:
    2 FTE in the main figure, 3 beside it, and 5 where the scenario counts it.
    """
    inputs = small_model([0.4, 0.6], [2], [[10.0]], [(0, 0)], 1, gate=np.array([NONE, FULLY]))
    inputs = replace(inputs, tasks=replace(inputs.tasks, concentration=np.array([np.inf])))
    draws, [(potential, by_class, aside)] = run_draws(inputs, 3, cells_of)
    np.testing.assert_allclose(draws.sector_technology.sum(axis=1), 2.0)
    np.testing.assert_allclose(draws.occupation_potential, 2.0)
    np.testing.assert_allclose(draws.occupation_beside, 3.0)
    np.testing.assert_allclose(draws.sector_gate[0, :, 0], [2.0, 0.0, 3.0])
    np.testing.assert_allclose(potential, 2.0)
    np.testing.assert_allclose(by_class.sum(axis=1), 2.0)
    np.testing.assert_allclose(aside, 3.0)
    whole, [(_, _, nothing)] = run_draws(turned_in(inputs), 3, cells_of)
    np.testing.assert_allclose(whole.sector_technology.sum(axis=1), 5.0)
    assert nothing.size == whole.occupation_beside.size == 0


@settings(max_examples=20, deadline=None)
@given(
    gates=st.lists(st.integers(0, 2), min_size=5, max_size=5),
    shares=st.lists(st.floats(0.01, 0.99), min_size=5, max_size=5),
    partly=st.floats(0, 1),
    seed=st.integers(0, 100),
)
def test_main_figure_and_what_stands_beside_are_what_was_counted_before(
    gates, shares, partly, seed
):
    """In every draw, for sectors, occupations and municipalities, with every factor drawn."""
    gate = np.eye(3)[gates]
    fte = [[3.0, 4.0, 5.0], [1.0, 0.0, 2.0]]
    inputs = small_model(
        shares, [2, 3], fte, PAIRS, 2, frozen=frozenset(), seed=seed, sd=0.3, log_sd=0.2, gate=gate
    )
    part = np.array([1.0, partly, 1.0])
    inputs = replace(inputs, tasks=replace(inputs.tasks, counted=gate @ part))
    draws, [(potential, by_class, aside)] = run_draws(inputs, 150, cells_of)
    whole, [(before, before_by_class, _)] = run_draws(turned_in(inputs), 150, cells_of)
    near = {"rtol": 1e-9, "atol": 1e-12}
    layer = draws.sector_gate[:, 2]
    main, total = draws.sector_technology.sum(axis=1), whole.sector_technology.sum(axis=1)
    np.testing.assert_allclose(main + layer, total, **near)
    np.testing.assert_allclose(main, draws.sector_gate[:, :2].sum(axis=1), **near)
    np.testing.assert_allclose(draws.sector_gate, whole.sector_gate, **near)
    occupations = draws.occupation_potential.copy()
    rows = sorted({0 if task < 2 else 1 for task, kind in enumerate(gates) if kind == 2})
    occupations[rows] += draws.occupation_beside
    np.testing.assert_allclose(occupations, whole.occupation_potential, **near)
    np.testing.assert_allclose(by_class.sum(axis=1), potential.sum(axis=1), **near)
    if aside.size:
        towns = by_class.sum(axis=1) + aside
        np.testing.assert_allclose(towns, before_by_class.sum(axis=1), **near)
        np.testing.assert_allclose(aside.sum(axis=0), layer.sum(axis=0), **near)
    else:
        np.testing.assert_allclose(potential, before, **near)


def test_nothing_that_stands_beside_is_taken_into_use_or_out():
    """In a school more is in use and taken out where that time counts, and never more than the
    potential of the run itself.
    """
    staff = pd.DataFrame(
        [("0301", "school", "5312", 100.0)],
        columns=["municipality", "sector", "occupation", "fte"],
    )
    plain = autopot.run("base", staff, draws=200)
    turned = autopot.run("base", staff, draws=200, changes=COUNTED)
    later = [
        r.by_year.query("level == 'total' and unit == 'fte' and year == 2045")
        for r in (plain, turned)
    ]
    for kind in ("adopted", "realised"):
        less, more = (t.set_index("kind").loc[kind, "mean"] for t in later)
        assert less < more
    for r, table in zip((plain, turned), later, strict=True):
        potential = r.level("total")["fte_mean"].iloc[0]
        assert table.set_index("kind").loc["adopted", "mean"] <= potential


# ---- the table


def figures(table, level):
    rows = table[(table["level"] == level) & (table["unit"] == "fte")]
    return rows.set_index(level)["mean"] if level in rows and level != "total" else rows["mean"]


@pytest.mark.parametrize("level", ["total", "municipality", "sector", "occupation"])
def test_means_of_both_add_up_to_what_the_switch_gives(beside, counted, level):
    kinds = beside.beside
    aside = figures(kinds[kinds["kind"] == "beside"], level)
    main, whole = (figures(r.potential, level) for r in (beside, counted))
    if level == "total":
        assert main.iloc[0] + aside.iloc[0] == pytest.approx(whole.iloc[0])
    else:
        together = main.add(aside, fill_value=0.0)
        np.testing.assert_allclose(together.loc[whole.index], whole)
    assert len(counted.beside) == 0


def test_quantiles_with_it_are_those_of_the_run_that_counts_it(beside, counted):
    rows = beside.beside
    both = rows[rows["kind"] == "with_beside"]
    for level in ("total", "sector"):
        mine, theirs = (
            t[t["level"] == level].sort_values(["unit", "sector"])[["p05", "p50", "p95"]]
            for t in (both, counted.potential)
        )
        np.testing.assert_allclose(mine, theirs, rtol=1e-9)


def test_the_layers_of_the_main_figure_sum_to_it(beside, counted):
    for result, layers in ((beside, 2), (counted, 3)):
        table = result.potential
        rows = table[(table["level"] == "human_required") & (table["unit"] == "fte")]
        main = rows[rows["kind"] == "technical"]
        assert len(main) == layers
        total = result.level("total")["fte_mean"].iloc[0]
        assert main["mean"].sum() == pytest.approx(total)


def test_draws_that_do_not_fit_the_memory_give_the_same_means():
    """A sketch keeps means, and the total and the sectors are exact."""
    small = {"uncertainty": {"memory": "20 MB"}}
    sketched = autopot.run("base", draws=6_000, changes=small)
    assert sketched.draws.quantile_error > 0
    exact = autopot.run("base", draws=6_000)
    keys = ["kind", "level", "unit", "municipality", "sector", "occupation"]
    mine, theirs = (r.beside.set_index(keys) for r in (sketched, exact))
    assert list(mine.index) == list(theirs.index)
    np.testing.assert_allclose(mine["mean"], theirs["mean"], rtol=1e-9)
    np.testing.assert_allclose(mine["p95"], theirs["p95"], rtol=2e-3)
    whole = mine.index.get_level_values("level") == "total"
    np.testing.assert_allclose(mine.loc[whole, "p95"], theirs.loc[whole, "p95"], rtol=1e-9)


# ---- the switch


def test_the_switch_takes_two_words_and_says_so_in_both_languages():
    with pytest.raises(InputError) as caught:
        autopot.run("base", draws=100, changes={"human_required": {"fully": 1.0}})
    text = str(caught.value)
    assert "human_required.fully" in text
    assert "beside or counted" in text
    [problem] = caught.value.problems
    assert "beside eller counted" in problem.line("nb")


def test_a_scenario_that_inherits_can_turn_it(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(
        "name: own\ntitle: {nb: Egen, en: Own}\nreason: {nb: Prøve, en: Trial}\n"
        "references: [menon-2019]\nextends: base\nhuman_required: {fully: counted}\n"
    )
    own = autopot.run(file, draws=200)
    assert own.scenario.scenario.human_required.partly == 1.0
    assert own.service.without[0] + own.service.share[0] == pytest.approx(own.service.including[0])
    assert own.as_json()["human_is_the_service"] == "counted"


# ---- what is said


def test_service_figures_by_hand():
    """Two sectors, two draws, 10 FTE: main 1 and 3 FTE, service 1 and 1."""
    potential = np.array([[1.0, 2.0], [0.0, 1.0]])
    service = np.array([[1.0, 0.0], [0.0, 1.0]])
    fte = np.full((2, 2), 5.0)
    found = service_figures(potential, service, fte, np.array([True, True]))
    assert found.share == pytest.approx((0.1, 0.1, 0.1))
    assert found.fte == pytest.approx((1.0, 1.0, 1.0))
    assert found.without == pytest.approx((0.2, 0.11, 0.29))
    assert found.including == found.other == pytest.approx((0.3, 0.21, 0.39))
    other = service_figures(potential + service, service, fte, np.array([False, False]))
    assert other.without == other.other == pytest.approx(found.without)
    assert other.including == pytest.approx(found.including)


def test_both_figures_are_said_and_compared_with_the_published_one(beside, counted):
    for result, other in ((beside, "including"), (counted, "without")):
        for language in ("nb", "en"):
            with speaking(language):
                answer = result.answer()
            share = round(100 * getattr(result.service, other)[0])
            assert f"{share}" in answer.distance
            points = f"{100 * result.service.share[0]:.1f}"
            assert (points.replace(".", ",") if language == "nb" else points) in answer.beside
    assert "ikke med i tallet" in beside.answer().beside
    assert "regner med" in counted.answer().beside


def test_json_holds_the_layer_beside_every_level(beside):
    found = json.loads(json.dumps(beside.as_json()))
    assert found["human_is_the_service"] == "beside"
    total = found["total"]
    both = found["total_with_service"]["mean"]
    assert total["share_mean"] + total["share_beside_mean"] == pytest.approx(both, abs=2e-6)
    for key in ("sectors", "municipalities"):
        fte = sum(row["fte_beside_mean"] for row in found[key])
        assert fte == pytest.approx(total["fte_beside_mean"], abs=1e-4)
    assert [p for p in found["sector_places"] if p["highest"] == p["lowest"] == 1]


def test_the_run_directory_holds_it_in_file_workbook_and_page(beside, tmp_path):
    from openpyxl import load_workbook

    folder = beside.save(tmp_path / "run")
    table = pd.read_parquet(folder / "potential.parquet")
    assert {"beside", "with_beside"} <= set(table["kind"])
    page = (folder / "report.html").read_text("utf-8")
    row = table.index[(table["kind"] == "beside") & (table["level"] == "total")][0]
    assert f'data-row="{row}" data-column="mean"' in page
    assert page.count("der mennesket selv er tjenesten") > 3
    assert 'data-chart="beside"' in page
    book = load_workbook(folder / "tables.xlsx", read_only=True)
    for sheet in ("Samlet", "Sektorer", "Kommuner", "Yrker"):
        heads = [cell.value for cell in next(book[sheet].iter_rows(max_row=1))]
        assert "Ved siden av: mennesket er tjenesten, andel" in heads, sheet
    assert autopot.verify(folder).holds


def test_the_page_of_a_run_that_counts_it_has_nothing_beside(counted, tmp_path):
    page = (counted.save(tmp_path / "run") / "report.html").read_text("utf-8")
    assert 'data-chart="beside"' not in page
    assert "Uten den er det" in page


# ---- the other commands


def test_compare_splits_the_switch_off_and_shows_what_stands_beside(tmp_path):
    """Turning it in moves the main figure up by exactly what it takes from beside."""
    file = tmp_path / "counted.yaml"
    file.write_text(
        "name: with-service\ntitle: {nb: Med, en: With}\nreason: {nb: Prøve, en: Trial}\n"
        "references: [menon-2019]\nextends: base\nhuman_required: {fully: counted}\n"
        "physical: {strength: 0.1}\n"
    )
    found = autopot.compare(["base", file], draws=300)
    parts = found.parts[found.parts["key"] == ""].set_index(["kind", "section"])["share_mean"]
    assert parts["total", "human_required"] == pytest.approx(-parts["beside", "human_required"])
    assert parts["total", "human_required"] > 0.005
    level = found.table.set_index(["scenario", "kind", "key"])["share_mean"]
    assert level["with-service", "beside", ""] == 0
    total = level["base", "beside", ""]
    assert total == pytest.approx(autopot.run("base", draws=300).service.share[0])
    folder = found.save(tmp_path / "compare")
    assert "Ved siden av, der mennesket selv er tjenesten" in (folder / "report.html").read_text(
        "utf-8"
    )


def test_bounds_leave_it_out_and_state_it_apart():
    """Both ends of the main figure and of what stands beside add up to those of counting it."""
    apart, together = autopot.bounds("base"), autopot.bounds(_counted_file())
    main, whole = (
        b.table.set_index("name").loc["total", ["low", "high"]] for b in (apart, together)
    )
    np.testing.assert_allclose(main.to_numpy(float) + np.array(apart.beside), whole.to_numpy(float))
    assert together.beside is None


def _counted_file():
    from pathlib import Path
    from tempfile import mkdtemp

    file = Path(mkdtemp()) / "counted.yaml"
    file.write_text(
        "name: counted\ntitle: {nb: Med, en: With}\nreason: {nb: Prøve, en: Trial}\n"
        "references: [menon-2019]\nextends: base\nhuman_required: {fully: counted}\n"
    )
    return file


def test_calibration_moves_the_main_figure_and_leaves_the_rest():
    """The mean total meets the target, and no task that stands beside is moved."""
    free = autopot.run("base", draws=1000)
    fitted = autopot.run("base", draws=1000, changes={"calibrate": {"total": 0.2}})
    assert fitted.level("total")["share_mean"].iloc[0] == pytest.approx(0.2, abs=0.006)
    before, after = (
        r.beside.query("kind == 'beside' and level == 'total'") for r in (free, fitted)
    )
    np.testing.assert_array_equal(before["mean"], after["mean"])
    assert set(fitted.beside["kind"]) == {"beside", "with_beside"}


def test_explain_says_what_stands_beside_of_an_occupation_and_a_sector():
    found = autopot.explain("5312", draws=200)
    with speaking("nb"):
        assert any("mennesket selv er tjenesten" in line for line in found.lines())
    assert found.potential["share_beside_mean"] > 0
    tasks = explain_sector("school")
    assert tasks["beside"].is_monotonic_increasing
    assert tasks["of_sector"].sum() == pytest.approx(1.0)
    assert tasks.loc[tasks["beside"], "of_sector"].isna().all()
    assert (tasks.loc[tasks["beside"], "human_required"] == "fully").all()


def test_a_hidden_sector_is_hidden_beside_too():
    staff = pd.DataFrame(
        [
            ("0301", "kindergarten", "5311", 60.0),
            ("0301", "school", "2341", 70.0),
            ("0301", "culture", "2341", 2.0),
        ],
        columns=["municipality", "sector", "occupation", "fte"],
    )
    result = autopot.run("base", staff, draws=200)
    rows = result.beside[result.beside["level"] == "sector"]
    shown = result.potential[result.potential["level"] == "sector"]
    hidden = set(shown.loc[shown["suppressed"], "sector"])
    assert "culture" in hidden
    assert set(rows.loc[rows["suppressed"], "sector"]) == hidden
