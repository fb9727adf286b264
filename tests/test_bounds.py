"""Bounds on a case small enough to solve by hand, and on the shipped data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyomo.environ as pyo
import pytest

import autopot
from autopot.cli import main
from autopot.errors import InfeasibleError, InputError
from autopot.messages import speaking
from autopot.model.streams import TECHNICAL
from autopot.optimise.bounds import (
    TOTAL,
    Facts,
    build_model,
    irreducible_conflict,
    potential_bounds,
)
from autopot.tables import shown_table

GOLDEN = Path(__file__).parent / "golden" / "bounds.lp"

# Three occupations of one task each. Sector a holds the first two, half and half; sector b the
# third. Half of all working time is in each sector.
LOW = np.array([0.1, 0.2, 0.3])
HIGH = np.array([0.5, 0.4, 0.9])
SUMS = {
    TOTAL: np.array([0.25, 0.25, 0.5]),
    "a": np.array([0.5, 0.5, 0.0]),
    "b": np.array([0.0, 0.0, 1.0]),
}


def by_name(facts):
    return {bound.name: bound for bound in potential_bounds(LOW, HIGH, SUMS, facts)}


def test_without_facts_the_bounds_are_the_ends_of_the_intervals():
    """a: (0.1 + 0.2) / 2 to (0.5 + 0.4) / 2; b: 0.3 to 0.9; total: half of each."""
    found = by_name(Facts())
    assert (found["a"].low, found["a"].high) == pytest.approx((0.15, 0.45))
    assert (found["b"].low, found["b"].high) == pytest.approx((0.3, 0.9))
    assert (found[TOTAL].low, found[TOTAL].high) == pytest.approx((0.225, 0.675))
    assert found["a"].low_fact == ""


def test_a_stated_total_binds_with_the_price_worked_out_by_hand():
    """Total at most 0.4: b is at most (0.4 - 0.5 * 0.15) / 0.5 = 0.65, two per unit of it."""
    found = by_name(Facts(total=(0.2, 0.4)))
    assert found["b"].high == pytest.approx(0.65)
    assert found["b"].high_fact == TOTAL
    assert found["b"].high_price == pytest.approx(2.0)
    assert found["a"].high == pytest.approx(0.45)  # 0.4 - 0.15 leaves room for 0.45
    assert found[TOTAL].high == pytest.approx(0.4)


def test_a_stated_rank_binds():
    """A first: b is at most what a can be, 0.45, and a is at least b's lowest, 0.3."""
    found = by_name(Facts(first="a"))
    assert found["b"].high == pytest.approx(0.45)
    assert found["a"].low == pytest.approx(0.3)
    assert found["b"].high_fact == "a first"


def test_the_price_is_the_slope_of_the_bound():
    for step in (1e-3, -1e-3):
        before = by_name(Facts(total=(0.2, 0.4)))["b"]
        after = by_name(Facts(total=(0.2, 0.4 + step)))["b"]
        assert (after.high - before.high) / step == pytest.approx(before.high_price, rel=1e-4)


def test_facts_that_contradict_are_named_and_no_more():
    """B at most 0.35 and a total of at least 0.5 cannot both be: 0.5 * 0.45 + 0.5 * 0.35 = 0.4."""
    facts = Facts(total=(0.5, 0.6), first=None, sectors={"b": (0.3, 0.35), "a": (0.1, 0.5)})
    assert set(irreducible_conflict(LOW, HIGH, SUMS, facts)) == {TOTAL, "b"}
    with pytest.raises(InfeasibleError, match="total, b"):
        potential_bounds(LOW, HIGH, SUMS, facts)


def test_a_rank_that_contradicts_a_sector_is_named_and_the_total_is_not():
    """A is at most 0.45, so it cannot be first where b is at least 0.5; the total may be 0.4."""
    facts = Facts(total=(0.3, 0.5), first="a", sectors={"a": (0.1, 0.5), "b": (0.5, 0.9)})
    assert irreducible_conflict(LOW, HIGH, SUMS, facts) == ["a first", "b"]


def test_a_rank_that_is_not_needed_for_a_conflict_is_not_named():
    """With a at most 0.45 and b at most 0.35 the total is at most 0.4, whoever is first."""
    facts = Facts(total=(0.5, 0.6), first="a", sectors={"b": (0.3, 0.35)})
    assert irreducible_conflict(LOW, HIGH, SUMS, facts) == [TOTAL, "b"]


def test_a_price_below_zero_is_a_price():
    """If a had to lead b by a little more, b could reach as much less; the total has room."""
    found = by_name(Facts(total=(0.2, 0.7), first="a"))["b"]
    assert (found.high_fact, found.high_price) == ("a first", pytest.approx(-1))


def test_a_stated_sector_binds_the_total_and_itself():
    """A at least 0.35: the total at least half of 0.35 and of 0.3."""
    found = by_name(Facts(sectors={"a": (0.35, 0.4)}))
    assert (found["a"].low, found["a"].high) == pytest.approx((0.35, 0.4))
    assert found[TOTAL].low == pytest.approx(0.325)
    assert (found[TOTAL].low_fact, found[TOTAL].low_price) == ("a", pytest.approx(0.5))


def test_the_linear_programme_reads_as_its_formulation(tmp_path):
    """The LP text of the case was read line by line; a change must be read again."""
    model = build_model(LOW, HIGH, SUMS, Facts(total=(0.2, 0.4), first="a"))
    model.end = pyo.Objective(expr=model.sums["b"], sense=pyo.maximize)
    file = tmp_path / "bounds.lp"
    model.write(str(file), io_options={"symbolic_solver_labels": True})
    assert file.read_text() == GOLDEN.read_text()


def test_bounds_hold_every_reading_and_every_scenario_draw_without_error():
    """With all errors but the readings frozen, no draw leaves the bounds."""
    found = autopot.bounds("base").table.set_index("name")
    freeze = [factor for factor in TECHNICAL if factor != "evidence"]
    run = autopot.run("base", draws=2000, changes={"uncertainty": {"freeze": freeze}})
    for number, sector in enumerate(run.sectors):
        draws = run.draws.sectors[number]
        assert found.loc[sector, "low"] <= draws.min()
        assert draws.max() <= found.loc[sector, "high"]
    assert found.loc[TOTAL, "low"] < 0.2 < found.loc[TOTAL, "high"]


def test_an_own_value_is_its_own_interval(two_towns, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(
        "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nevidence: {override: {'4110': {tri: [0.4, 0.5, 0.6]}}}\n",
        "utf-8",
    )
    found = autopot.bounds(path, two_towns).table.set_index("name")
    assert found.loc["administration", ["low", "high"]].tolist() == pytest.approx([0.4, 0.6])
    assert set(found.index) == {TOTAL, "administration", "health_care"}


def test_wrong_facts_are_explained(capsys, monkeypatch):
    monkeypatch.setenv("AUTOPOT_LANGUAGE", "en")
    with pytest.raises(InputError, match="did you mean administration"):
        autopot.bounds("base", first="administrasjon")
    with pytest.raises(InputError, match="lowest ≤ highest"):
        autopot.bounds("base", total=(0.3, 0.2))
    with pytest.raises(SystemExit) as left:
        main(["bounds", "base", "--total", "0.8", "0.9"])
    assert left.value.code == 3
    assert "no shares within the evidence" in capsys.readouterr().err


def test_facts_have_norwegian_names_in_the_table(call):
    """0.14 is far below the evidence's highest total, so some fact holds every high end down."""
    code, out, _ = call(
        "bounds", "base", "--total", "0.12", "0.14", "--first", "culture", "--language", "nb"
    )
    assert code == 0
    assert "Samlet (skyggepris 1,00)" in out
    assert "Kultur størst (skyggepris −" in out
    assert "total (" not in out
    assert "first" not in out


def test_the_table_shows_the_bounds_and_what_holds_them():
    """A stated school share of 12 to 14 % holds both ends of school, each with price 1."""
    found = autopot.bounds("base", sectors={"school": (0.12, 0.14)})
    with speaking("en"):
        shown = shown_table(found.tables()[0])
    rows = {row[0]: row[1:] for row in shown.rows}
    assert rows["School"] == ["12.0%", "14.0%", *["School (shadow price 1.00)"] * 2]
    total = found.table.iloc[0]
    assert rows["Total"][:2] == [f"{100 * total[end]:.1f}%" for end in ("low", "high")]
    unstated = shown_table(autopot.bounds("base").tables()[0])
    assert {tuple(row[3:]) for row in unstated.rows} == {("–", "–")}
