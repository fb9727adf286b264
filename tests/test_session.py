"""A warm session answers as a fresh run does, to the byte."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import autopot
from autopot.analysis.summary import ERRORS, VALUES
from autopot.errors import InputError

DRAWS = 1200
KEYS = ["level", "sector", "kind", "unit", "fte_base", *VALUES, *ERRORS]


@pytest.fixture(scope="module")
def session():
    return autopot.Session("base", draws=DRAWS)


def fresh(settings=None) -> pd.DataFrame:
    """The rows of a run that a session gives too."""
    result = autopot.run("base", draws=DRAWS, settings=settings)
    aside = result.beside[result.beside["kind"] == "beside"] if len(result.beside) else None
    found = pd.concat([result.potential, aside])
    return found[found["level"].isin(["total", "sector"])]


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    return table[KEYS].sort_values(["kind", "level", "unit", "sector"]).reset_index(drop=True)


@pytest.mark.parametrize(
    "settings",
    [
        None,
        {"evidence": {"weights": {"score_above_floor": 0.1, "activity_time": 0.4}}},
        {"human_required": {"partly": 0.3, "fully": "counted"}},
        {"physical": {"strength": 0.9}, "uncertainty": {"freeze": ["tasks"]}},
        {"sectors": {"school": {"human_required": {"partly": 0.0}}}},
        {"horizon": {"capability_growth": 0.02}},
        {},
    ],
)
def test_each_answer_is_that_of_a_fresh_run(session, settings):
    """In one session, one after the other, so that each finds what the one before has kept."""
    answer = session.ask(settings)
    aside = answer["kind"] == "beside"
    if (answer.loc[aside, "mean"] == 0).all():  # counted in the main figure: a run has no such rows
        answer = answer[~aside]
    found, expected = in_order(answer), in_order(fresh(settings))
    base = [one.pop("fte_base").to_numpy() for one in (found, expected)]
    np.testing.assert_allclose(*base, rtol=1e-12)  # as given, which a run sums in another order
    pd.testing.assert_frame_equal(found, expected, check_exact=True)


def test_a_workforce_of_ones_own_stays_hidden_where_it_must(two_towns):
    session = autopot.Session("base", two_towns, draws=300)
    for settings in (None, {"physical": {"strength": 0.1}}):
        result = autopot.run("base", two_towns, draws=300, settings=settings)
        whole = result.potential.query("level == 'sector' and kind == 'technical'")
        answer = session.ask(settings).query("level == 'sector' and kind == 'technical'")
        hidden = set(whole.loc[whole["suppressed"], "sector"])
        assert set(answer.loc[answer["suppressed"], "sector"]) == hidden


def test_what_is_wrong_with_a_setting_is_said_as_by_a_run(session):
    with pytest.raises(InputError, match="midpoint"):
        session.ask({"evidence": {"midpoint": 3}})
    with pytest.raises(InputError, match="200"):
        autopot.Session("base", draws=100)
