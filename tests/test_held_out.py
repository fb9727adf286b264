"""Held-out figures: the errors are computed right, and a run draws errors no smaller than they."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import autopot
from autopot import catalogue
from autopot.api import workforce_held_out
from autopot.statistics import held_out as module
from autopot.statistics.estimate import reconcile_municipalities, reconcile_nation, with_own_figures
from autopot.statistics.held_out import (
    drawn_error,
    measured_errors,
)
from autopot.statistics.seeds import sown


@pytest.fixture(scope="module")
def found():
    return workforce_held_out()


def test_a_run_draws_errors_no_smaller_than_those_of_held_out_figures(found):
    """Every kind, and every size of municipality."""
    errors = found.errors
    assert list(errors["held_out"].unique()) == ["total", "sector", "nation", "nurses"]
    assert (errors["drawn"] >= errors["error"]).all(), errors


def test_drawn_errors_are_those_of_the_draws():
    """What `drawn_error` says by formula, against the spread of 4,000 draws of a run.

    Bodø (53,712 residents): the total, and health and care, of the factor workforce alone. The
    nurses' formula is of care's FTE.
    """
    scenario = autopot.scenario.load_scenario("national")
    staff = autopot.workforce.load_workforce(scenario)
    total, sector = staff.total_log_sd["1804"], staff.sector_log_sd["1804"]
    rng = np.random.default_rng(3)
    cells = staff.cells[staff.cells["municipality"] == "1804"]
    fte = cells.groupby("sector")["fte"].sum()
    parts = fte.to_numpy() * np.exp(sector * rng.standard_normal((4000, len(fte))))
    whole = np.exp(total * rng.standard_normal(4000))
    care = whole * parts[:, fte.index.get_loc("health_care")] / parts.sum(axis=1)
    assert np.log(care).std() == pytest.approx(drawn_error("nurses", "50000-99999"), rel=0.06)


def test_errors_are_logs_and_their_root_mean_square_by_hand(monkeypatch):
    """Predicted 110 and 90 of 100: logs 0.09531 and -0.10536, root mean square 0.10046."""
    figures = pd.DataFrame(
        {
            "held_out": "total",
            "municipality": ["0301", "4601"],
            "error": np.log([1.1, 0.9]),
        }
    )
    monkeypatch.setattr(module, "drawn_error", lambda *_: 0.2)
    errors = measured_errors(figures)
    assert errors["error"].tolist() == pytest.approx([0.10046], abs=1e-5)
    assert errors["cases"].tolist() == [2]


def test_every_margin_of_parts_and_totals_is_held_out(found):
    margins = catalogue.table("workforce/margins")
    use = margins["kind"].ne("hard") | margins["stage"].eq("storby")
    assert set(found.figures["margin"]) == {*margins.loc[use, "margin"], "nurses"}
    assert (found.figures["published"] > 0).all()


def test_a_held_out_total_is_not_in_its_own_prediction(found):
    """Twice the FTE in Stavanger's own figure leaves the prediction for it as it is."""
    plain = found.figures.set_index("margin").loc["stavanger-total", "predicted"]
    nation, _ = reconcile_nation(sown())
    own, _ = reconcile_municipalities(nation, with_own_figures())
    doubled = own.pivot_table("fte", "municipality", "sector", aggfunc="sum")
    doubled.loc["1103"] *= 2
    again = module._totals(nation, doubled).set_index("margin").loc["stavanger-total", "predicted"]
    assert again == pytest.approx(plain)


def test_nurses_have_no_level_and_no_use(found):
    """Weighted by FTE their errors cancel; and no row of the estimates has their source."""
    nurses = found.figures[found.figures["held_out"] == "nurses"]
    assert len(nurses) == 55
    assert np.average(nurses["error"], weights=nurses["published"]) == pytest.approx(0, abs=1e-9)
    assert "ssb-11924-2019" not in set(catalogue.table("workforce/margins")["source_id"])


def test_it_is_shown_with_both_errors(call):
    code, out, _ = call("workforce", "hold-out", "--language", "en")
    assert code == 0
    assert "stavanger-kindergarten" in out
    assert "Measured" in out
    assert "Drawn" in out
