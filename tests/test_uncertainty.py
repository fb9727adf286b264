"""Sensitivity and comparison against closed forms, hand counts and SALib."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import openpyxl
import pandas as pd
import pytest
from SALib.analyze import sobol as salib_sobol
from SALib.sample import sobol as salib_sample
from scipy import stats

import autopot
from autopot.analysis import monte_carlo_errors
from autopot.analysis.shapley import shapley_parts, subsets
from autopot.analysis.sobol import sobol_indices
from autopot.errors import InputError
from autopot.messages import speaking
from autopot.model.streams import TECHNICAL
from autopot.results.sensitivity.tables import (
    REDUCED_BY,
    value_of_information,
)
from autopot.tables import shown_table
from autopot.workforce import reading
from autopot.workforce.staff.sheets import read_sheets


def pick_freeze(function, inputs, draws, seed=1):
    """f(A), f(B) and f(A with group i from B) for independent groups given as samplers."""
    rng = np.random.default_rng(seed)
    a = [sample(rng, draws) for sample in inputs]
    b = [sample(rng, draws) for sample in inputs]
    mixed = np.stack(
        [
            np.atleast_2d(function([b[j] if j == i else a[j] for j in range(len(a))]))
            for i in range(len(a))
        ]
    )
    return np.atleast_2d(function(a)), np.atleast_2d(function(b)), mixed


def uniform(rng, n):
    return rng.uniform(-np.pi, np.pi, n)


def ishigami(x):
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def test_ishigami_has_its_known_indices():
    """Closed form with a = 7, b = 0.1: S = 0.3139, 0.4424, 0; T = 0.5576, 0.4424, 0.2437."""
    found = sobol_indices(*pick_freeze(ishigami, [uniform] * 3, 65536))
    np.testing.assert_allclose(found.first[0], [0.3139, 0.4424, 0.0], atol=0.02)
    np.testing.assert_allclose(found.total[0], [0.5576, 0.4424, 0.2437], atol=0.02)
    assert (found.first_low <= found.first).all()
    assert (found.total <= found.total_high).all()


def test_a_linear_function_by_hand():
    """F = 1 x + 2 y + 3 z with variances 1: shares 1/14, 4/14, 9/14, first equal to total."""

    def normal(rng, n):
        return rng.standard_normal(n)

    found = sobol_indices(*pick_freeze(lambda x: x[0] + 2 * x[1] + 3 * x[2], [normal] * 3, 65536))
    expected = np.array([1, 4, 9]) / 14
    np.testing.assert_allclose(found.first[0], expected, atol=0.015)
    np.testing.assert_allclose(found.total[0], expected, atol=0.015)


def test_two_draws_by_hand():
    """About their mean 3, A is -3 and -1, B is 0 and 4: V = (9 + 1 + 0 + 16) / 4 = 6.5. One factor
    is everything: mean(B (B - A)) = (0 + 20) / 2 and mean((A - B)^2) / 2 = (9 + 25) / 4.
    """
    a, b = np.array([[0.0, 2.0]]), np.array([[3.0, 7.0]])
    found = sobol_indices(a, b, b[None])
    assert found.first[0, 0] == pytest.approx(10 / 6.5)
    assert found.total[0, 0] == pytest.approx(8.5 / 6.5)


def test_groups_of_correlated_inputs_by_closed_form():
    """Group 1 holds two normals with correlation 0.5: var(x + y) = 3; group 2 has variance 1."""

    def pair(rng, n):
        x = rng.standard_normal(n)
        return np.stack([x, 0.5 * x + np.sqrt(0.75) * rng.standard_normal(n)])

    def single(rng, n):
        return rng.standard_normal(n)

    found = sobol_indices(*pick_freeze(lambda g: g[0].sum(axis=0) + g[1], [pair, single], 65536))
    np.testing.assert_allclose(found.first[0], [0.75, 0.25], atol=0.015)
    np.testing.assert_allclose(found.total[0], [0.75, 0.25], atol=0.015)


def test_agrees_with_salib():
    """The same function through SALib's own sampling and estimator."""
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-np.pi, np.pi]] * 3}
    sample = salib_sample.sample(problem, 4096, calc_second_order=False, seed=5)
    theirs = salib_sobol.analyze(problem, ishigami(sample.T), calc_second_order=False, seed=5)
    ours = sobol_indices(*pick_freeze(ishigami, [uniform] * 3, 65536))
    np.testing.assert_allclose(ours.first[0], theirs["S1"], atol=0.03)
    np.testing.assert_allclose(ours.total[0], theirs["ST"], atol=0.03)


def test_agrees_with_scipy():
    """The same function through scipy's own sampler and estimator."""
    theirs = stats.sobol_indices(
        func=ishigami, n=4096, dists=[stats.uniform(-np.pi, 2 * np.pi)] * 3, rng=2
    )
    ours = sobol_indices(*pick_freeze(ishigami, [uniform] * 3, 65536))
    np.testing.assert_allclose(ours.first[0], theirs.first_order, atol=0.03)
    np.testing.assert_allclose(ours.total[0], theirs.total_order, atol=0.03)


def test_intervals_hold_the_true_index_about_as_often_as_they_say():
    """X + 2 y, 400 times over with 300 draws each: 0.2 and 0.8 lie in nearly all 95 % intervals.

    Intervals that are too narrow would make factors look apart that are not.
    """
    rng = np.random.default_rng(11)
    (x, y), (other_x, other_y) = rng.standard_normal((2, 2, 400, 300))
    mixed = np.stack([other_x + 2 * y, x + 2 * other_y])
    found = sobol_indices(x + 2 * y, other_x + 2 * other_y, mixed)
    truth = np.array([0.2, 0.8])
    for low, high in (
        (found.first_low, found.first_high),
        (found.total_low, found.total_high),
    ):
        held = ((low <= truth) & (truth <= high)).mean(axis=0)
        np.testing.assert_array_less(0.9, held)
        np.testing.assert_array_less(held, 0.99)


def test_the_bootstrap_follows_its_seed_and_the_indices_do_not():
    given = pick_freeze(ishigami, [uniform] * 3, 500)
    one, again, two = (sobol_indices(*given, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.first, two.first)
    np.testing.assert_array_equal(one.total_low, again.total_low)
    assert not np.array_equal(one.total_low, two.total_low)


def test_a_mean_far_from_zero_changes_no_index():
    """Variance is about the mean of the output, not about zero."""
    near = sobol_indices(*pick_freeze(ishigami, [uniform] * 3, 4096))
    far = sobol_indices(*pick_freeze(lambda x: ishigami(x) + 1000, [uniform] * 3, 4096))
    np.testing.assert_allclose(far.first, near.first, atol=1e-6)
    np.testing.assert_allclose(far.total_high, near.total_high, atol=1e-6)


def test_an_output_that_does_not_vary_gives_zero_not_nan():
    constant = np.ones((1, 500))
    found = sobol_indices(constant, constant, np.ones((2, 1, 500)))
    assert not found.varies[0]
    assert (found.first == 0).all()
    assert (found.total == 0).all()


def test_shapley_by_hand():
    """Three causes; the mean over all six orders of the step each cause makes."""
    rng = np.random.default_rng(3)
    causes = ["a", "b", "c"]
    game = {s: rng.normal(size=4) for s in subsets(causes)}
    parts = shapley_parts(causes, game.__getitem__)
    for cause in causes:
        steps = []
        for order in permutations(causes):
            before = frozenset(order[: order.index(cause)])
            steps.append(game[before | {cause}] - game[before])
        np.testing.assert_allclose(parts[cause], np.mean(steps, axis=0))
    np.testing.assert_allclose(
        sum(parts.values()), game[frozenset(causes)] - game[frozenset()], rtol=1e-12
    )


@pytest.fixture(scope="module")
def drivers():
    return autopot.sensitivity("base", draws=1024)


def test_shared_factors_drive_the_total(drivers):
    """What all work shares and the evidence carry it; errors of single tasks and jobs do not."""
    total = drivers.indices[drivers.indices["kind"] == "total"].set_index("factor")["total"]
    assert total[["evidence", "source", "transfer", "capability"]].sum() > 0.8
    assert total["tasks"] < 0.05
    assert total["occupations"] < 0.05


def test_first_order_indices_of_the_total_hardly_exceed_one(drivers):
    first = drivers.indices.groupby(["kind", "key"])["first"].sum()
    assert (first < 1.15).all()
    assert drivers.indices.notna().all().all()


def test_the_interval_if_known_is_that_of_a_frozen_run(drivers):
    known = drivers.known[(drivers.known["kind"] == "total")].set_index("factor")
    frozen = autopot.run("base", draws=1024, changes={"uncertainty": {"freeze": ["evidence"]}})
    total = frozen.level("total").iloc[0]
    assert known.loc["evidence", "width_if_known"] == pytest.approx(
        total["share_p95"] - total["share_p05"]
    )


def test_a_reading_s_pull_is_that_of_a_run_with_it_alone(drivers):
    """To the Monte Carlo error: that run has larger errors, since no other reading supports it."""
    used = autopot.run("base", draws=100).scenario.scenario.evidence.weights.model_dump()
    weights = dict.fromkeys(used, 0.0)
    alone = autopot.run(
        "base", draws=1024, changes={"evidence": {"weights": {**weights, "whole_tasks": 1.0}}}
    )
    pulls = drivers.readings.set_index(["kind", "key", "reading"])["mean"]
    assert pulls["total", "", "whole_tasks"] == pytest.approx(
        alone.level("total")["share_mean"].iloc[0], abs=0.003
    )


def test_factors_are_shown_largest_first_with_what_knowing_them_would_give(drivers):
    """The first row against the frames: its index of all, and both widths in percentage points."""
    total = drivers.indices[drivers.indices["kind"] == "total"].set_index("factor")["total"]
    known = drivers.known[drivers.known["kind"] == "total"].set_index("factor")
    widths = known.loc[total.idxmax(), ["width", "width_if_known"]]
    with speaking("en"):
        factors, outputs, readings = map(shown_table, drivers.tables())
    assert factors.rows[0][0] == "The evidence as a whole"
    assert factors.rows[0][3] == f"{100 * total.max():.0f}%"
    assert factors.rows[0][5:] == [f"{100 * width:.1f}" for width in widths]
    assert "1,024 draws" in factors.notes[0]
    assert "Hold: does not vary, and is not included" in outputs.notes
    assert [row[0] for row in outputs.rows] == [row[0] for row in readings.rows if row[0] != "Hold"]


def factor_rows(*rows):
    columns = ["factor", "total", "total_low", "total_high", "width", "width_if_known"]
    return pd.DataFrame(rows, columns=columns)


def test_the_measured_doubt_that_matters_most_is_named_with_what_reduces_it():
    """The largest index among the measured; the reading of the evidence is larger, and is not."""
    found = factor_rows(
        ("evidence", 0.5, 0.45, 0.55, 0.25, 0.2),
        ("source", 0.3, 0.27, 0.33, 0.25, 0.165),
        ("capability", 0.2, 0.17, 0.23, 0.25, 0.24),
    )
    with speaking("en"):
        one = str(value_of_information(found, ["source", "capability"]))
        close = found.assign(total_high=[0.55, 0.33, 0.28])
        two = str(value_of_information(close, ["source", "capability"]))
    assert "the evidence as a whole" in one
    assert "would be 16.5 percentage points wide, where it is 25.0" in one
    assert "pilots" in one
    assert "cannot be told apart" not in one
    assert two.endswith("These cannot be told apart from it: what technologies can do.")
    assert value_of_information(found, []) == ""


def test_every_measured_doubt_has_something_that_reduces_it(drivers):
    assert set(drivers.measured) == set(REDUCED_BY)
    with speaking("en"):
        notes = drivers.tables()[0].notes
    assert "Of the measured doubts this matters most" in str(notes[1])


def test_few_draws_are_called_not_converged(two_towns):
    found = autopot.sensitivity("base", two_towns, draws=200)
    assert not found.converged
    assert "not converged" in found.in_words()


def test_seed_zero_works_like_any_other(two_towns):
    zero, one, again = (
        autopot.sensitivity("base", two_towns, draws=200, seed=seed) for seed in (0, 1, 0)
    )
    assert zero.indices.equals(again.indices)
    assert not zero.indices.equals(one.indices)


def test_frozen_factors_are_left_out(tmp_path, two_towns):
    path = tmp_path / "own.yaml"
    head = "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
    path.write_text(head + "extends: base\nuncertainty: {freeze: [evidence, workforce]}\n", "utf-8")
    found = autopot.sensitivity(path, two_towns, draws=300)
    assert set(found.indices["factor"]) == set(TECHNICAL) - {"evidence", "workforce"}
    every = f"[{', '.join(TECHNICAL)}]"
    path.write_text(head + f"extends: base\nuncertainty: {{freeze: {every}}}\n", "utf-8")
    with pytest.raises(InputError, match="every factor is frozen"):
        autopot.sensitivity(path, draws=300)
    with pytest.raises(InputError, match="200 or more"):
        autopot.sensitivity("base", draws=100)


def test_a_sector_without_staff_is_left_out(two_towns):
    found = autopot.sensitivity("base", two_towns, draws=300)
    sectors = set(found.indices.loc[found.indices["kind"] == "sector", "key"])
    assert sectors == {"administration", "health_care"}
    assert "sector culture" in found.unvaried
    assert found.indices.notna().all().all()


@pytest.fixture(scope="module")
def comparison():
    return autopot.compare(["base", "fast", "cautious"], draws=1000)


def test_errors_of_quantiles_agree_with_repeated_sampling():
    """400 samples of 5,000 normals: the spread of their quantiles against the stated errors."""
    samples = np.random.default_rng(0).normal(size=(400, 5000))
    q = [0.05, 0.25, 0.5, 0.75, 0.95]
    spread = np.quantile(samples, q, axis=1).std(axis=1)
    stated = monte_carlo_errors(samples).mean(axis=0)
    np.testing.assert_allclose(stated[1:], spread, rtol=0.12)
    assert stated[0] == pytest.approx(samples.mean(axis=1).std(), rel=0.12)


def test_auto_draws_until_the_total_is_known(tmp_path):
    path = tmp_path / "auto.yaml"
    path.write_text(
        "name: auto\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nuncertainty: {draws: auto, tolerance: 0.01}\n",
        "utf-8",
    )
    result = autopot.run(path)
    used = result.drawn
    assert result.scenario.scenario.uncertainty.draws == "auto"
    total = result.potential.query("level == 'total' and unit == 'share'").iloc[0]
    assert max(total[f"se_{q}"] for q in ("p05", "p50", "p95")) <= 0.01
    assert used < 20_000
    same = autopot.run("base", draws=used)
    np.testing.assert_array_equal(same.draws.total, result.draws.total)


def test_parts_add_up_to_the_difference(comparison):
    levels = comparison.table.set_index(["scenario", "kind", "key"])
    for unit in ("share_mean", "fte_mean"):
        sums = comparison.parts.groupby(["scenario", "kind", "key"])[unit].sum()
        for scenario, kind, key in sums.index:
            difference = (
                levels.loc[(scenario, kind, key), unit] - levels.loc[("base", kind, key), unit]
            )
            assert sums[scenario, kind, key] == pytest.approx(difference, abs=1e-9)


def test_the_interval_of_a_difference_is_taken_draw_by_draw(comparison):
    """Against the draws of two runs of their own; narrower than the difference of the ends."""
    base, fast = (autopot.run(name, draws=1000).draws.total for name in ("base", "fast"))
    row = comparison.table.set_index(["scenario", "kind"]).loc[("fast", "total")]
    expected = np.quantile(fast - base, [0.05, 0.95])
    assert row["more_share_mean"] == pytest.approx((fast - base).mean())
    assert [row["more_share_p05"], row["more_share_p95"]] == pytest.approx(list(expected))
    zero = comparison.table[comparison.table["scenario"] == "base"].filter(like="more_")
    assert (zero == 0).all(axis=None)
    assert zero.shape[1] == 6


def test_levels_are_those_of_the_runs(comparison):
    fast = autopot.run("fast", draws=1000).level("sector").set_index("sector")
    table = comparison.table[comparison.table["scenario"] == "fast"].set_index(["kind", "key"])
    for sector in fast.index:
        assert table.loc[("sector", sector), "share_mean"] == pytest.approx(
            fast.loc[sector, "share_mean"]
        )


def test_probability_is_counted_draw_by_draw(comparison):
    table = comparison.table.set_index(["scenario", "kind", "key"])["probability_above"]
    assert table["base", "total", ""] == 0.5  # against itself every draw is a tie
    assert table["fast", "total", ""] > 0.9
    assert table["cautious", "total", ""] < 0.15


def test_a_scenario_against_itself_has_no_parts():
    found = autopot.compare(["base", "base"], draws=200)
    assert found.scenarios == ["base", "base-2"]
    (levels,) = found.tables()
    assert len(levels.frame) == 11  # the total, nine sectors, and what stands beside in all
    with speaking("en"):
        assert "base-2 and base have the same settings" in shown_table(found.tables()[0]).notes[-1]
    assert found.parts.empty
    assert found.differences.empty


def test_draws_are_those_of_the_first_also_where_it_leaves_the_number_open(tmp_path):
    path = tmp_path / "auto.yaml"
    path.write_text(
        "name: auto\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nuncertainty: {draws: auto}\n",
        "utf-8",
    )
    found = autopot.compare([path, "base"])
    assert found.parts.empty
    assert found.differences.empty


def test_one_setting_carries_the_whole_difference(tmp_path):
    path = tmp_path / "robots.yaml"
    path.write_text(
        "name: robots\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nphysical: {strength: 0.9}\n",
        "utf-8",
    )
    found = autopot.compare(["base", path], draws=300, by="radar_class")
    assert set(found.parts["section"]) == {"physical"}
    assert list(found.differences["setting"]) == ["physical.strength"]
    assert set(found.table["kind"]) == {"total", "radar_class", "beside"}


def test_other_municipalities_are_refused_with_the_way_out(tmp_path):
    path = tmp_path / "ten.yaml"
    path.write_text(
        "name: ten\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nworkforce: {source: asss-2021}\nstorby: asss-2021\n",
        "utf-8",
    )
    with pytest.raises(InputError, match=r"ten is about other municipalities.*1108"):
        autopot.compare(["base", path], draws=200, by="municipality")
    path.write_text(
        path.read_text("utf-8").replace("storby: asss-2021", "storby: menon-2019"), "utf-8"
    )
    found = autopot.compare(["base", path], draws=200)
    assert set(found.parts["section"]) == {"workforce"}


def own_folder(folder, fte, staff_file="staff.csv"):
    """A scenario of its own folder, with a staff file that bears the same name in each."""
    folder.mkdir()
    (folder / staff_file).write_text(
        f"municipality,sector,occupation,fte\n1103,administration,4110,{fte}\n"
        "1103,school,2330,100\n1103,health_care,2223,100\n",
        "utf-8",
    )
    path = folder / "own.yaml"
    path.write_text(
        f"name: {folder.name}\ntitle: {{nb: a, en: b}}\nreason: {{nb: a, en: b}}\n"
        f"references: [judgement]\nextends: base\nworkforce: {{file: {staff_file}}}\n",
        "utf-8",
    )
    return path


def test_files_of_the_same_name_in_two_folders_are_two_files(tmp_path):
    paths = [own_folder(tmp_path / name, fte) for name, fte in (("before", 100), ("after", 400))]
    found = autopot.compare(paths, draws=300)
    assert set(found.parts["section"]) == {"workforce"}
    assert found.differences[["setting", "first", "other"]].values.tolist() == [
        ["workforce.file", "own-staff", "own-staff"]
    ]
    table = found.table[found.table["scenario"] == "after"].set_index(["kind", "key"])
    alone = autopot.run(paths[1], draws=300).level("sector").set_index("sector")
    for sector in ("administration", "school"):
        assert table.loc[("sector", sector), "fte_mean"] == alone.loc[sector, "fte_mean"]


def test_files_are_found_from_the_folder_of_their_own_scenario(tmp_path):
    paths = [own_folder(tmp_path / name, 100, f"{name}.csv") for name in ("before", "after")]
    found = autopot.compare(paths, draws=200)
    assert found.differences[["first", "other"]].values.tolist() == [["own-staff", "own-staff"]]


def test_each_staff_file_is_read_once(tmp_path, monkeypatch):
    paths = [own_folder(tmp_path / name, 100, f"{name}.csv") for name in ("before", "after")]
    paths[1].write_text(paths[1].read_text("utf-8") + "physical: {strength: 0.9}\n", "utf-8")
    read = []

    def counted(path):
        read.append(path.name)
        return read_sheets(path)

    monkeypatch.setattr(reading, "read_bounded", counted)
    found = autopot.compare(paths, draws=200)
    assert set(found.parts["section"]) == {"workforce", "physical"}  # so four mixtures were run
    assert read == ["before.csv", "after.csv"]


@pytest.mark.parametrize("by", ["municipality", "occupation"])
def test_other_kinds(by):
    found = autopot.compare(["base", "cautious"], draws=200, by=by)
    assert set(found.table["kind"]) == {"total", by, "beside"}


def test_bad_arguments():
    with pytest.raises(InputError, match="two or more"):
        autopot.compare(["base"])
    with pytest.raises(InputError, match="did you mean sector"):
        autopot.compare(["base", "fast"], by="sectors")


def test_the_workbook_is_written_and_opens(comparison, tmp_path):
    folder = comparison.save(tmp_path / "cmp", report=False)
    book = openpyxl.load_workbook(folder / "compare.xlsx")
    assert book.sheetnames == [
        "Les dette først",
        "Nivå",
        "Forskjellen delt",
        "Delt etter sektor, årsverk",
        "Ulike innstillinger",
    ]
    assert len(book["Nivå"]["A"]) == 1 + 3 * 2 * 10  # the total and nine sectors, and beside each


def test_the_split_shown_is_that_of_the_parts(comparison):
    """Read off the frames: each section's mean in percentage points, and the whole difference."""
    parts = comparison.parts.query("scenario == 'fast' and kind == 'total'")
    whole = comparison.table.query("scenario == 'fast' and kind == 'total'").iloc[0]
    figures = [*parts["share_mean"], whole["more_share_mean"]]
    with speaking("en"):
        split = shown_table(comparison.tables()[1])
    assert split.title == "Why fast differs from base, percentage points"
    assert split.rows[0][:-1] == ["Total", *[f"{100 * f:+.1f}" for f in figures]]
    assert split.headings[-2:] == ["In all", "90%"]


def test_draws_that_do_not_fit_are_refused_before_they_are_drawn():
    """Total, 9 sectors and 4 classes in 6 + 2 * 8 arrays of 8 bytes: 2,464 a draw."""
    with pytest.raises(InputError) as found:
        autopot.sensitivity("base", draws=1_000_000)
    (problem,) = found.value.problems
    assert problem.place.endswith("uncertainty.memory")
    assert "14 figures, 22 times over, take 2.5 GB" in str(problem.found)
    assert str(problem.remedy).startswith(f"--draws {10**9 // 2464} or fewer")
    # The total, 152 occupations and what stands beside, in 2 * 2**3 + 8 arrays: 29,568 a draw.
    # Evidence, radar and where the person is the service differ: three sections.
    with pytest.raises(InputError, match=f"--draws {10**9 // 29_568} or fewer"):
        autopot.compare(["base", "computerisation-2013"], by="occupation", draws=1_000_000)


def test_progress_ends_where_it_said_it_would(two_towns):
    """One step for each block of 1,000 draws, in which every mixture and every factor is run."""
    told = []
    tell = lambda *step: told.append(step)  # noqa: E731
    autopot.compare(["base", "cautious"], draws=2500, progress=tell)
    assert told == [(1, 3), (2, 3), (3, 3)]
    told.clear()
    autopot.sensitivity("base", two_towns, draws=1200, progress=tell)
    assert told == [(1, 2), (2, 2)]
