"""What each municipality takes into use and takes out: its own share, and sums that hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import autopot
from autopot.analysis import town_years
from autopot.analysis.summary import summarise
from autopot.analysis.town_years import CELL, TOWN, many_towns, town_levels
from autopot.engine import run_draws
from autopot.engine.memory import bytes_of
from autopot.messages import shown
from autopot.model import town_future
from autopot.model.cells import Cells
from autopot.model.town_future import same_mix, town_rows
from autopot.results.run.town_years import town_frame, town_notes
from conftest import ALL_FACTORS, small_model
from test_by_year import future

PAIRS = [(0, 0), (0, 1), (1, 1)]


def two_towns_model(fte, what, *, frozen=ALL_FACTORS, sd=0.0, log_sd=0.0):
    """Two sectors, two occupations of which 40 and 20 % can be taken over."""
    sizes = {"frozen": frozen, "sd": sd, "log_sd": log_sd}
    return replace(small_model([0.4, 0.2], [1, 1], np.array(fte), PAIRS, 2, **sizes), future=what)


def drawn(inputs, draws=1000):
    """Sums, and the cells of all municipalities."""
    result, [cells] = run_draws(inputs, draws, lambda cells: cells)
    return result, cells


def test_two_municipalities_by_hand():
    """In the end all is in use: of 10 and 5 FTE 4 + 1 of 15, of 8 FTE 1.6. Blocks of 0.3 of a
    position can be had of the first occupation only, and half of that is taken out: 2 of 15 FTE in
    the first municipality, nothing in the other.
    """
    fte = [[10.0, 5.0, 20.0], [0.0, 8.0, 4.0]]
    _, cells = drawn(two_towns_model(fte, future([2400], minimum=0.3, level=0.5, score=2.0)))
    adopted, realised = cells.future[:, 0, :, :, 0]
    np.testing.assert_allclose(adopted, [[5 / 15, 0.2], [0.2, 0.2]])
    np.testing.assert_allclose(realised, [[2 / 15, 0.0], [0.0, 0.0]], atol=1e-15)


FTE = arrays(float, (2, 3), elements=st.floats(0.5, 50))


@given(FTE)
def test_municipalities_sum_to_the_sectors_in_every_draw(fte):
    """With every error drawn, whether the municipalities have the same occupations or not."""
    for staff in (fte, np.array([fte[0], 2.5 * fte[0]])):
        what = future([2030, 2400], level=0.5, minimum=0.2, spread=1.0)
        result, cells = drawn(
            two_towns_model(staff, what, frozen=frozenset(), sd=0.4, log_sd=0.2), draws=20
        )
        found = (cells.future * cells.fte).sum(axis=2)
        np.testing.assert_allclose(found, result.future.by_sector[:2], rtol=1e-9, atol=1e-12)


def test_one_share_for_municipalities_with_the_same_occupations(monkeypatch):
    """Three times the staff in the same proportions: a share of their own is the same share."""
    what = future([2030, 2035], level=0.5, minimum=0.2, spread=1.0)
    inputs = two_towns_model(
        [[10, 5, 20], [30, 15, 60]], what, frozen=frozenset(), sd=0.4, log_sd=0.2
    )
    assert same_mix(inputs.workforce)
    assert town_rows(inputs) == 1
    _, together = drawn(inputs, 50)
    monkeypatch.setattr(town_future, "SAME", -1.0)
    assert town_rows(inputs) == 2
    _, apart = drawn(inputs, 50)
    assert together.future.shape[2] == 1
    np.testing.assert_allclose(apart.future, together.future.repeat(2, axis=2), rtol=1e-9)


def cells_of(towns, draws, seed=1):
    """Cells of three sectors with any numbers in them."""
    rng = np.random.default_rng(seed)
    fte = rng.gamma(2, 10, (towns, 3, draws))
    share = rng.random((2, 2, 1, 3, draws))
    nothing = np.zeros((towns, 0, draws))
    return Cells(fte=fte, potential=fte, by_class=nothing, beside=nothing, future=share)


def test_many_municipalities_have_the_figures_of_few():
    """As many draws as are sorted: all figures are those that the draws themselves give."""
    cells = cells_of(4, 300)
    every = {level: summarise(*parts) for level, *parts in town_levels(cells)}
    found = many_towns(cells)
    assert set(found) == {level for level in every if not level.startswith(CELL)}
    for level, summary in found.items():
        np.testing.assert_allclose(summary.fte, every[level].fte, rtol=1e-9)
        np.testing.assert_allclose(summary.share, every[level].share, rtol=1e-9)


def test_means_of_many_are_of_all_draws(monkeypatch):
    """Quantiles from the first 100 of 400 draws, means from all; the error of a mean from the
    spread of the first, for as many draws as there are.
    """
    monkeypatch.setattr(town_years, "FIRST_DRAWS", 100)
    cells = cells_of(3, 400)
    summary = many_towns(cells)["municipality_adopted_0"]
    amount = (cells.future[0, 0] * cells.fte).sum(axis=1)
    np.testing.assert_allclose(summary.fte[:, 0], amount.mean(axis=1))
    np.testing.assert_allclose(summary.fte[:, 3], np.median(amount[:, :100], axis=1))
    np.testing.assert_allclose(summary.fte[:, 6], amount[:, :100].std(axis=1) / np.sqrt(400))


def test_cells_of_municipalities_count_in_the_memory():
    what = future([2030, 2035])
    unlike = two_towns_model([[10, 5, 20], [0, 8, 4]], what)
    alike = two_towns_model([[10, 5, 20], [20, 10, 40]], what)
    assert bytes_of(unlike, 1000) > bytes_of(alike, 1000)


# ---- whole runs

STAFF = pd.DataFrame(
    [
        ("0301", "administration", "4110", 40.0),
        ("0301", "school", "2341", 100.0),
        ("1103", "administration", "4110", 10.0),
        ("1103", "administration", "2422", 30.0),
        ("1103", "health_care", "2223", 60.0),
    ],
    columns=["municipality", "sector", "occupation", "fte"],
)
OPEN = {"report": {"suppress_below": 0}}


def rows_of(result, level):
    """Adopted and realised in FTE at a level, with every figure."""
    table = result.by_year
    kinds = table["kind"].isin(["adopted", "realised"])
    return table[(table["level"] == level) & kinds & (table["unit"] == "fte")]


@pytest.fixture(scope="module")
def both():
    return autopot.run("base", STAFF, changes=OPEN, draws=120)


@pytest.mark.parametrize("town", ["0301", "1103"])
def test_a_municipality_has_the_figures_of_a_run_of_its_own(both, town):
    """Both are large, so that their barriers are drawn alike; nothing else knows of the other."""
    alone = autopot.run("base", STAFF[STAFF["municipality"] == town], changes=OPEN, draws=120)
    figures = ["mean", "p05", "p50", "p95", "fte_base"]
    for level, cells in ((TOWN, "total"), (CELL, "sector")):
        mine = rows_of(both, level)
        mine = mine[mine["municipality"] == town]
        expected = rows_of(alone, cells)
        np.testing.assert_allclose(mine[figures], expected[figures], rtol=1e-9, atol=1e-12)
        same = rows_of(alone, level)
        np.testing.assert_array_equal(same[figures], expected[figures])
        assert set(same["municipality"]) == {town}


def test_means_add_up_at_every_level(both):
    for result in (both, autopot.run("base", draws=120)):
        sums = {
            level: rows_of(result, level).groupby(["kind", "year"])["mean"].sum()
            for level in ("total", "sector", TOWN, CELL)
        }
        for level in ("sector", TOWN, CELL):
            np.testing.assert_allclose(sums[level], sums["total"], rtol=1e-9)


def test_sketches_have_municipalities_too():
    """Draws that do not fit the memory: means the same, quantiles within a thousandth."""
    little = {**OPEN, "uncertainty": {"memory": "20 MB"}}
    found = autopot.run("base", STAFF, changes=little, draws=2500)
    exact = autopot.run("base", STAFF, changes=OPEN, draws=2500)
    assert found.draws.quantile_error > 0
    mine, theirs = rows_of(found, CELL), rows_of(exact, CELL)
    np.testing.assert_allclose(mine["mean"], theirs["mean"], rtol=1e-9)
    np.testing.assert_allclose(mine["p50"], theirs["p50"], rtol=0.003, atol=1e-4)


def test_what_is_left_out_is_told():
    rows = pd.DataFrame({"level": ["total", "sector"]})
    assert "not told by municipality" in str(shown(town_notes(rows, 40)[0]))
    with_towns = pd.DataFrame({"level": ["total", "municipality"]})
    assert "not by municipality and sector" in str(shown(town_notes(with_towns, 40)[0]))
    assert town_notes(with_towns, 16) == []


def test_the_run_shows_them(both, tmp_path):
    frame = town_frame(both.by_year, TOWN)
    assert list(frame.columns[:3]) == ["municipality", "year", "fte_base"]
    table = next(t for t in both.tables() if t.name == "by_year_municipality")
    assert "2035" in str(table.title)
    assert len(table.frame) == 2
    rows = both.as_json()["by_year_municipalities"]
    assert {row["municipality"] for row in rows} == {"0301", "1103"}
    folder = both.save(tmp_path / "run")
    assert "I bruk og tatt ut i 2035" in (folder / "report.html").read_text(encoding="utf-8")


# ---- what must not be seen

SECRET = pd.DataFrame(
    [
        ("0301", "administration", "4110", 42.25),
        ("0301", "fire_rescue", "5411", 2.6875),
        ("0301", "culture", "2622", 4.0625),
        ("1103", "administration", "4110", 21.5),
        ("1103", "culture", "2622", 8.4375),
        ("1103", "health_care", "2223", 60.25),
    ],
    columns=["municipality", "sector", "occupation", "fte"],
)


def test_nothing_is_told_but_of_the_pooled_staff():
    """Small cells are pooled before anything is computed. Whoever had all exact figures by year of
    municipalities and their sectors, hidden ones too, and the municipalities beside others, would
    find the pooled staff: they are the figures of a run on it, whatever is true. Those of hidden
    groups are missing where they are shown, hours too.
    """
    result = autopot.run("base", SECRET, draws=100)
    cells = result.workforce.cells[list(SECRET.columns)]
    assert not np.allclose(sorted(cells["fte"]), sorted(SECRET["fte"]))
    pooled = autopot.run("base", cells, changes=OPEN, draws=100)
    figures = ["fte_base", "mean", "p05", "p50", "p95"]
    for level in (TOWN, CELL):
        every = result.draws.by_year
        every = every[(every["level"] == level) & (every["unit"] == "fte")]
        np.testing.assert_allclose(every[figures], rows_of(pooled, level)[figures], rtol=1e-9)
    names = [n for n in result.peers.table if n.startswith(("share_", "fte_"))]
    np.testing.assert_allclose(
        result.peers.table[names], pooled.peers.table[names], rtol=1e-9, atol=1e-12
    )
    hidden = result.hidden.keys["municipality_sector"]
    assert ("0301", "fire_rescue") in hidden
    for row in rows_of(result, CELL).itertuples(index=False):
        secret = (row.municipality, row.sector) in hidden
        assert row.suppressed == secret
        assert np.isnan(row.mean) == secret
    hours = result.by_year[(result.by_year["unit"] == "hours") & (result.by_year["level"] == CELL)]
    assert hours["suppressed"].sum() == 12 * len(hidden)
    assert hours.loc[hours["suppressed"], "mean"].isna().all()
