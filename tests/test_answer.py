"""The sentences of the answer hold the right figures, in the right places."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from autopot.analysis import COLUMNS, KEYS
from autopot.analysis.service import Service
from autopot.results.run.answer import (
    Ranks,
    answer,
)

QUANTILES = {"p25": 0.15, "p50": 0.22, "p75": 0.3}


def total(mean=0.23, low=0.11, high=0.37):
    """A run of 5,000 FTE as its long table: every quantile in both units."""
    share = {"mean": mean, "p05": low, "p95": high, **QUANTILES}
    rows = [
        {"unit": unit, **{name: value * size for name, value in share.items()}}
        for unit, size in (("share", 1), ("fte", 5000))
    ]
    table = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    keys = dict.fromkeys(KEYS, pd.NA)
    return table.assign(level="total", fte_base=5000.0, suppressed=False, **keys)


SERVICE = Service(
    beside=True,
    share=(0.04, 0.03, 0.05),
    fte=(200.0, 150.0, 250.0),
    without=(0.23, 0.11, 0.37),
    including=(0.27, 0.21, 0.41),
)
NOBODY = Service(True, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), SERVICE.without, SERVICE.without)
RANKS = Ranks([["school"], ["culture", "technical"]], ("school", 0.96))


def said(table, service=NOBODY, ranks=RANKS, **options):
    return answer(table, service, ranks, 100, **options)


def figures(sentence):
    return re.findall(r"\d[\d,.]*\d|\d", sentence)


def test_the_mean_stands_first_then_its_interval_then_the_same_in_fte():
    """0.23, 0.11 and 0.37 of 5,000 FTE: 1,150, 550 and 1,850."""
    found = said(total())
    assert figures(found.main) == ["23", "90", "11", "37", "1,150", "5,000", "550", "1,850"]
    assert figures(found.adds_up)[0] == "100"  # draws
    assert found.calibrated == ""
    assert "" not in found.lines()


@pytest.mark.parametrize(
    ("mean", "low", "high", "points", "side", "where"),
    [
        (0.23, 0.11, 0.37, "3.0", "above", "inside"),
        (0.17, 0.11, 0.37, "3.0", "below", "inside"),
        (0.23, 0.21, 0.37, "3.0", "above", "outside"),
        (0.17, 0.11, 0.19, "3.0", "below", "outside"),
        (0.20, 0.20, 0.37, "0.0", "above", "inside"),
        (0.20, 0.11, 0.20, "0.0", "above", "inside"),
    ],
)
def test_the_distance_is_that_of_the_mean_from_20_percent(mean, low, high, points, side, where):
    words = re.split(r"[\s;,]+", said(total(mean, low, high)).distance)
    assert points in words
    assert {"above", "below"} & set(words) == {side}
    assert {"inside", "outside"} & set(words) == {where}


@pytest.mark.parametrize("before", [None, (0.25, 0.14, 0.42)])
def test_the_figure_of_the_big_cities_is_not_held_against_other_municipalities(before):
    """No distance and no inside: only what the 20 % is of, and that this is something else."""
    found = said(total(), comparable=False, uncalibrated=before)
    assert "20" in figures(found.distance)
    assert "points" not in found.distance
    assert not {"inside", "outside", "above", "below"} & set(re.findall(r"\w+", found.distance))
    assert "cannot be compared" in found.distance


def test_a_calibrated_answer_says_what_it_was_before_and_confirms_nothing():
    found = said(total(), uncalibrated=(0.25, 0.14, 0.42))
    assert figures(found.calibrated) == ["25", "90", "14", "42"]
    assert found.lines()[0] == found.calibrated
    assert not {"inside", "outside"} & set(re.findall(r"\w+", found.distance))


def test_time_where_the_person_is_the_service_is_said_beside_the_main_figure():
    """4.0 points (3.0 to 5.0), 200 FTE (150 to 250); with it 27 % (21 to 41), 7.0 above 20."""
    found = said(total(), SERVICE)
    assert figures(found.beside) == ["4.0", "3.0", "5.0", "200", "150", "250"]
    assert found.lines().index(found.beside) == 2
    with_it = found.distance.split("With the time")[1]
    assert figures(with_it)[:5] == ["27", "21", "41", "7.0", "20"]
    assert {"above", "outside"} <= set(re.findall(r"\w+", with_it))
    assert said(total()).beside == ""


def test_a_scenario_that_counts_it_says_what_the_figure_is_without_it():
    """Without: 23 % (11 to 37)."""
    found = said(total(0.27, 0.21, 0.41), replace(SERVICE, beside=False))
    assert figures(found.beside) == ["4.0", "3.0", "5.0", "200", "150", "250", "23", "11", "37"]
    assert figures(found.distance.split("Without the time")[1])[:3] == ["23", "11", "37"]


def test_only_a_certain_first_place_is_named_and_the_rest_is_grouped():
    first = said(total()).first
    assert figures(first) == ["96", "2", "3"]
    assert first.lower().index("school") < first.index("Places 2–3 cannot be ranked")
    nobody = said(total(), ranks=Ranks([["school", "culture"]], None)).first
    assert nobody.startswith("No sector certainly")
    assert figures(nobody) == ["1", "2"]
    certain = said(total(), ranks=Ranks([["school"], ["culture"]], ("school", 1.0))).first
    assert "Place 2: culture." in certain
    hidden = said(total(), ranks=Ranks([["school"]], ("school", 1.0), some_hidden=True)).first
    assert hidden.startswith("Of the sectors shown")
    assert said(total(), ranks=Ranks([], None, some_hidden=True)).first == ""
