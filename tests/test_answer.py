"""The sentences of the answer hold the right figures, in the right places."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from autopot.analysis import COLUMNS, KEYS
from autopot.report.answer import answer, first_sector

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


SECTORS = np.tile([[0.3, 0.3, 0.1, 0.3], [0.2, 0.2, 0.2, 0.4]], 25)


def said(table, **options):
    return answer(table, SECTORS, ["school", "culture"], "en", **options)


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


def test_the_first_sector_is_first_in_most_draws_of_those_shown():
    """School leads in two of four draws, culture in the others; a tie goes to the first named."""
    assert first_sector(SECTORS, ["school", "culture"]) == ("school", 0.5)
    assert first_sector(SECTORS[:, 1:4], ["school", "culture"]) == ("culture", 2 / 3)
    assert first_sector(SECTORS, ["school", "culture"], {"school"}) == ("culture", 1.0)
    shown, hidden = said(total()).first, said(total(), hidden={"school"}).first
    assert "school" in shown.lower()
    assert figures(shown) == ["50"]
    assert "culture" in hidden.lower()
    assert figures(hidden) == ["100"]
    assert shown.split()[0] != hidden.split()[0]  # that only some are compared is said
