"""Follow-up: the update against conjugate closed forms, and the sheet a planner fills in."""

from __future__ import annotations

import io
import json

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autopot import store
from autopot.analysis.follow_up import Belief, belief_of, updated
from autopot.api import plan, track
from autopot.errors import InputError
from autopot.messages import speaking
from autopot.messages.numbers import rounded
from autopot.views.terminal import Screen
from support.plan_cases import small_plan, written


@given(
    prior=st.floats(-5, 5),
    sd=st.floats(0.1, 3),
    error=st.floats(0.1, 3),
    values=st.lists(st.floats(-10, 10), min_size=1, max_size=6),
)
def test_one_level_measured_many_times_is_the_normal_normal_closed_form(prior, sd, error, values):
    """Precisions add; the mean is weighted by them (Gelman et al. 2013, section 2.5)."""
    n = len(values)
    belief = Belief(np.full(n, prior), np.full((n, n), sd**2))
    after = updated(belief, np.arange(n), np.array(values), np.full(n, error))
    precision = 1 / sd**2 + n / error**2
    mean = (prior / sd**2 + sum(values) / error**2) / precision
    assert after.mean == pytest.approx(np.full(n, mean), abs=1e-6)
    assert after.covariance == pytest.approx(np.full((n, n), 1 / precision), abs=1e-6)


def test_a_shared_level_with_own_deviations_is_the_hierarchical_closed_form():
    """r_m = mu + d_m, mu ~ N(0.3, 0.1^2), d ~ N(0, 0.05^2); three measures measured with error.

    Given mu, y_m ~ N(mu, 0.05^2 + e_m^2): mu is updated by those precisions, and each r_m lies
    between y_m and mu by its own (Gelman et al. 2013, section 5.4). A fourth, unmeasured, follows
    mu alone.
    """
    errors, y = np.array([0.02, 0.05, 0.1]), np.array([0.2, 0.15, 0.4])
    precision = 1 / 0.1**2 + np.sum(1 / (0.05**2 + errors**2))
    mu = (0.3 / 0.1**2 + np.sum(y / (0.05**2 + errors**2))) / precision
    own = errors**2 / (0.05**2 + errors**2)
    expected = own * mu + (1 - own) * y
    covariance = np.full((5, 5), 0.1**2) + np.diag([0.05**2] * 4 + [0])
    after = updated(Belief(np.full(5, 0.3), covariance), np.arange(3), y, errors)
    np.testing.assert_allclose(after.mean, [*expected, mu, mu])
    np.testing.assert_allclose(after.covariance[4, 4], 1 / precision)
    np.testing.assert_allclose(after.covariance[3, 3], 1 / precision + 0.05**2)


def test_the_prior_is_the_moments_of_the_draws():
    draws = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]])
    belief = belief_of(draws)
    assert belief.mean.tolist() == [2, 4]
    np.testing.assert_allclose(belief.covariance, [[1, 2], [2, 4]])
    mean, low, high = belief.of_sum(np.array([1.0, 0.0]))
    assert (mean, high) == pytest.approx((2, 2 + 1.6448536))
    assert low == pytest.approx(2 - 1.6448536)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    content = small_plan()
    content["use"] |= {"realisation": {"uniform": [0.2, 0.6]}, "between_measures": 0.3}
    where = tmp_path_factory.mktemp("track")
    return plan(written(where, content)).save(where / "planen")


def filled(folder, tmp_path, factor):
    """The follow-up sheet with a share of what was planned in 2027 and 2028."""
    book = openpyxl.load_workbook(folder / "follow-up.xlsx")
    sheet = book.active
    for row in range(6, sheet.max_row + 1):
        if sheet.cell(row, 3).value in (2027, 2028):
            sheet.cell(row, 5, factor * sheet.cell(row, 4).value)
    path = tmp_path / "filled.xlsx"
    book.save(path)
    return path


def test_as_planned_leaves_the_plan_and_narrows_it(folder, tmp_path):
    found = track(folder, filled(folder, tmp_path, 1.0))
    last = found.forecast.iloc[-1]
    assert last["forecast_mean"] == pytest.approx(last["planned_mean"], rel=0.02)
    narrow = last["forecast_p95"] - last["forecast_p05"]
    assert narrow < last["planned_p95"] - last["planned_p05"]
    assert set(found.measures["verdict"]) == {"as"}


@pytest.mark.parametrize(("factor", "sign"), [(0.0, -1), (0.5, -1), (1.5, 1)])
def test_less_or_more_moves_the_level_and_what_is_left(folder, tmp_path, factor, sign):
    found = track(folder, filled(folder, tmp_path, factor))
    last = found.forecast.iloc[-1]
    assert sign * (last["forecast_mean"] - last["planned_mean"]) > 0
    assert sign * (found.level["after"][0] - found.level["before"][0]) > 0
    assert found.sectors["planned"].sum() == pytest.approx(found.measures["planned"].sum())


def test_nothing_taken_out_is_below_the_plan_and_told(folder, tmp_path, call):
    path = filled(folder, tmp_path, 0.0)
    code, out, _ = call("track", str(folder), str(path), "--language", "nb")
    assert code == 0
    total = next(line for line in out.splitlines() if "målinger: 0 årsverk" in line)
    assert "(0\u00a0%), klart under planen, også når planens egen usikkerhet er regnet med" in total
    assert "Digitalt tilsyn: 0 årsverk målt mot" in out
    assert "Helse og omsorg: 0 årsverk målt mot" in out
    assert out.splitlines()[1].startswith("EKSEMPEL")
    code, out, _ = call("track", str(folder), str(path), "--json")
    content = json.loads(out)
    rows = [*content["measures"], *content["sectors"], content["total"]]
    assert {(row["verdict"], row["expected"]) for row in rows} == {("below", False)}


def test_the_forecast_is_whole_at_80_columns(folder, tmp_path):
    """One row a year and a measure, each with four figures as `rounded` writes them."""
    found = track(folder, filled(folder, tmp_path, 0.5))
    screen = Screen(width=80, file=io.StringIO(), no_color=True)
    with speaking("nb"):
        screen.show(*found.tables())
        wanted = {
            str(row["year"]): [rounded(row["planned_mean"]), rounded(row["forecast_mean"])]
            for row in found.forecast.astype({"year": int}).to_dict("records")
        }
    lines = screen.file.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    cells = {line.split()[0]: line.split() for line in lines if line.startswith("20")}
    assert {year: [row[1], row[3]] for year, row in cells.items()} == wanted
    assert all(len(row) == 5 for row in cells.values())
    assert any("HYPERLINK" in line for line in lines)


def measured_once(folder, tmp_path, factor):
    """Only the last year of one measure is measured, as a factor of what was planned; error 0.2."""
    planned = track(folder, table(tmp_path, ("remote", "2029", "1"))).measures.iloc[0]["planned"]
    amount = f"{factor * planned:.6f}"
    return planned, track(folder, table(tmp_path, ("remote", "2029", amount)))


@pytest.mark.parametrize(
    ("factor", "verdict"),
    [
        (0.92, "as"),
        (0.88, "perhaps_below"),
        (0.69, "perhaps_below"),
        (0.65, "below"),
        (1.08, "as"),
        (1.12, "perhaps_above"),
        (1.31, "perhaps_above"),
        (1.35, "above"),
    ],
)
def test_the_verdict_is_against_the_plan_and_the_error_of_measuring(
    folder, tmp_path, factor, verdict
):
    """Error 0.2 of what was planned explains 1.645 * 0.2 = 33 %; up to 10 % is according to plan.

    An error taken of what was measured would explain 23 % of 0.69 and 43 % of 1.31.
    """
    _, found = measured_once(folder, tmp_path, factor)
    kinds = {found.total["verdict"], *found.measures["verdict"], *found.sectors["verdict"]}
    assert kinds == {verdict}


def test_half_of_the_plan_is_clearly_below_however_uncertain_the_plan_is(folder, tmp_path, call):
    """Realisation 0.2 to 0.6 and a wide potential: half of the plan is no surprise to the plan."""
    planned, found = measured_once(folder, tmp_path, 0.5)
    row = found.measures.iloc[0]
    assert row["low"] < 0.5 * planned < row["high"]
    assert (row["verdict"], row["expected"]) == ("below", True)
    code, out, _ = call("track", str(folder), str(tmp_path / "actuals.csv"), "--language", "nb")
    assert code == 0
    assert "klart under planen (planen var usikker nok til at det kunne skje: " in out


@pytest.mark.parametrize("factor", [0.3, 1.0, 1.7])
def test_the_error_of_measuring_is_a_share_of_what_was_planned(folder, tmp_path, factor):
    """One measurement y of one part with mean m and variance v: precisions 1/v and 1/(0.2 m)^2
    add, and the mean is weighted by them (Gelman et al. 2013, section 2.5).
    """
    planned, found = measured_once(folder, tmp_path, factor)
    at = found._cells["remote", 2029]
    prior, noise = 1 / np.var(found.draws[at], ddof=1), 1 / (0.2 * planned) ** 2
    expected = (prior * planned + noise * factor * planned) / (prior + noise)
    assert found.after.mean[at] == pytest.approx(expected, rel=1e-6)
    assert found.after.covariance[at, at] == pytest.approx(1 / (prior + noise), rel=1e-6)


def table(tmp_path, *rows, headings=("Tiltak", "År", "Realiserte årsverk")):
    path = tmp_path / "actuals.csv"
    lines = [";".join(headings), *(";".join(row) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_names_hours_and_commas_are_understood(folder, tmp_path):
    headings = ("Tiltak", "År", "Realiserte timer")
    path = table(tmp_path, ("Digitalt tilsyn", "2028", "3 400,0"), headings=headings)
    found = track(folder, path)
    assert found.actuals.to_dict("records") == [{"measure": "remote", "year": 2028, "fte": 2.0}]
    assert found.unmeasured == ['=HYPERLINK("x","Roboter")']


def test_every_fault_of_the_sheet_is_told_at_once(folder, tmp_path):
    path = table(
        tmp_path,
        ("remot", "2028", "2"),
        ("remote", "2050", "2"),
        ("remote", "2028", "mye"),
        ("remote", "2027", "-3"),
        ("robots", "2028", "1"),
        ("robots", "2028", "2"),
        ("robots", "2029", ""),
    )
    with pytest.raises(InputError) as caught:
        track(folder, path)
    text = str(caught.value)
    assert len(caught.value.problems) == 5
    assert "actuals.csv:2, column 1 | measure 'remot' is not known" in text
    assert "did you mean remote?" in text
    assert "'2050' is no year of the plan | allowed: 2026 to 2029" in text
    assert "actuals.csv:4, column 3 | 'mye' cannot be read as an amount" in text
    assert "robots in 2028 stands in line 6 too" in text


@pytest.mark.parametrize(
    ("rows", "headings", "words"),
    [
        ((("a", "b", "c"),), ("x", "y", "z"), "no row with the headings"),
        ((("remote", "2028", ""),), ("Tiltak", "År", "Årsverk"), "nothing is filled in"),
    ],
)
def test_a_sheet_with_nothing_to_read_is_refused(folder, tmp_path, rows, headings, words):
    with pytest.raises(InputError, match=words):
        track(folder, table(tmp_path, *rows, headings=headings))


def test_the_sheet_is_filled_in_where_it_lies_and_never_written_over(folder, tmp_path):
    made = plan(written(tmp_path, small_plan()))
    there = made.save(tmp_path / "planen")
    made.save(there)  # an untouched plan is replaced
    with pytest.raises(InputError, match="a plan in the place of a run"):
        store.write_run(there, {}, {})
    measured = filled(folder, tmp_path, 1.0).read_bytes()
    (there / "follow-up.xlsx").write_bytes(measured)
    assert len(track(there, there / "follow-up.xlsx").measures) == 2
    with pytest.raises(InputError, match="is filled in"):
        made.save(there)
    assert (there / "follow-up.xlsx").read_bytes() == measured


def test_a_folder_that_was_changed_is_not_trusted(folder, tmp_path):
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    changed = (copy / "plan.json").read_text().replace("2027", "2026")
    (copy / "plan.json").write_text(changed)
    with pytest.raises(InputError, match="changed since it was written"):
        track(copy, filled(folder, tmp_path, 1.0))


def test_a_plan_file_is_solved_first(tmp_path):
    path = written(tmp_path, small_plan())
    found = track(path, table(tmp_path, ("remote", "2028", "2")))
    assert found.start.tolist() == [0, 1, 0]
