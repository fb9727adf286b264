"""Growth of capability: what is known of it, and what it would do to the total."""

from __future__ import annotations

import numpy as np
import pytest

import autopot
from autopot.evidence import growth_evidence, growth_table
from autopot.evidence.task_labels import published_agreement
from autopot.messages import speaking
from autopot.messages.numbers import percent
from autopot.model.streams import TECHNICAL
from autopot.results.run.growth import growth_words

QUICK = {"adoption": {"years": []}}


def logit(share):
    return np.log(share / (1 - share))


def test_changes_are_those_of_their_shares():
    known = growth_table().dropna(subset=["from_share"])
    found = logit(known["to_share"]) - logit(known["from_share"])
    np.testing.assert_allclose(known["logit"], found, atol=0.02)


def test_the_generations_of_labels_are_those_of_the_catalogue():
    """Ours of 2026 against each published one of 2023, as `autopot evidence labels` has them."""
    found = published_agreement()
    found = found[found["against"] != "ilo_score"]
    moved = logit(found["ours"]) - logit(found["published"])
    stated = growth_table().query("used_for == 'generations'")["logit"]
    np.testing.assert_allclose(stated, moved, atol=0.05)
    assert growth_evidence().generations == pytest.approx(
        (min(moved) / 3, max(moved) / 3), abs=0.02
    )


def test_what_growth_would_do_is_a_run_with_that_growth():
    """All factors at their centre, the shift for the whole horizon, against the sentence."""
    base = autopot.run("base", draws=100, changes=QUICK)
    with speaking("en"):
        words = growth_words(base)
    known = growth_evidence()
    for shift in (0.0, 15 * known.per_year):
        still = {
            **QUICK,
            "horizon": {"capability_growth": shift / 15},
            "uncertainty": {"freeze": list(TECHNICAL)},
        }
        total = autopot.run("base", draws=100, changes=still).level("total").iloc[0]
        with speaking("en"):
            assert f" {percent(total['share_mean'])}" in words
    assert "0.02 logit a year" in words


def test_a_scenario_that_assumes_growth_needs_no_such_sentence():
    assert growth_words(autopot.run("fast", draws=100, changes=QUICK)) == ""
