"""Leads pooled over questions: against plain conditional normals, by hand, and what must hold."""

from __future__ import annotations

import io
import itertools
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from autopot.api import survey_leads
from autopot.evidence.document_figures import AREAS
from autopot.evidence.pooling import STEPS, WIDEST, Answers, pooled_leads
from autopot.evidence.survey import (
    answers_by_area,
    answers_by_group,
    answers_by_size,
    area_leads,
    group_leads,
    size_leads,
)
from autopot.messages import speaking
from autopot.results.documents.lead_tables import size_words
from autopot.views.terminal import Screen


def answers(*rows):
    """Rows of question, respondents, kind, share and number."""
    question, respondents, kind, share, number = zip(*rows, strict=True)
    names = [np.array(column, dtype=object) for column in (question, respondents, kind)]
    return Answers(*names, np.array(share, float), np.array(number, float))


def log_odds(share):
    return math.log(share / (1 - share))


def by_differences(found, kinds, group_errors=True):
    """The same average by plain loops: differences from the first answer of each question and
    respondents, scipy's density as weight, and leads by the rule for conditional normals.
    """
    rows = list(
        zip(found.question, found.respondents, found.kind, found.share, found.number, strict=True)
    )
    asked = {row[:2] for row in rows if row[2] in kinds}
    rows = [row for row in rows if row[:2] in asked and (row[2] in kinds or row[2] == "all")]
    differences, first = [], {}
    for at, row in enumerate(rows):
        if row[:2] in first:
            line = np.zeros(len(rows))
            line[at], line[first[row[:2]]] = 1.0, -1.0
            differences.append(line)
        else:
            first[row[:2]] = at
    turn = np.array(differences)
    seen = turn @ np.array([log_odds(row[3]) for row in rows])

    def covariance(sizes):
        lead, question, group = (size**2 for size in sizes)
        full = np.zeros((len(rows), len(rows)))
        for i, a in enumerate(rows):
            for j, b in enumerate(rows):
                if a[:2] == b[:2] and (i == j or "all" in (a[2], b[2])):
                    big = a if i == j or a[2] == "all" else b
                    full[i, j] += 1 / (big[4] * big[3] * (1 - big[3]))
                if a[2] == b[2] != "all":
                    full[i, j] += lead + question * (a[0] == b[0]) + group * (a[1] == b[1])
        return full

    grid = [(step + 0.5) * WIDEST / STEPS for step in range(STEPS)]
    logs, means, spreads, questions = [], [], [], []
    reach = np.array([[float(row[2] == kind) for row in rows] for kind in kinds])
    for sizes in itertools.product(grid, grid, grid if group_errors else [0.0]):
        total = turn @ covariance(sizes) @ turn.T
        logs.append(multivariate_normal(np.zeros(len(seen)), total).logpdf(seen))
        cross = sizes[0] ** 2 * reach @ turn.T
        means.append(cross @ np.linalg.solve(total, seen))
        spreads.append(sizes[0] ** 2 * np.eye(len(kinds)) - cross @ np.linalg.solve(total, cross.T))
        questions.append(sizes[1] ** 2)
    weight = np.exp(np.array(logs) - max(logs))
    weight /= weight.sum()
    mean = weight @ np.array(means)
    second = np.tensordot(weight, np.array(spreads), 1)
    second += np.einsum("s,sk,sl->kl", weight, np.array(means), np.array(means))
    return mean, second - np.outer(mean, mean), math.sqrt(weight @ np.array(questions))


@pytest.mark.parametrize(
    ("found", "kinds", "group_errors"),
    [
        (answers_by_area(), AREAS, True),
        (answers_by_size(), ("under_3000", "10000_more"), True),
        (answers_by_group(), ("directors", "chiefs", "union"), False),
    ],
    ids=["areas", "sizes", "groups"],
)
def test_leads_agree_with_conditional_normals_by_differences(found, kinds, group_errors):
    pooled = pooled_leads(found, kinds, group_errors)
    mean, covariance, between = by_differences(found, kinds, group_errors)
    np.testing.assert_allclose(pooled.lead, mean, atol=1e-9)
    np.testing.assert_allclose(pooled.covariance, covariance, atol=1e-9)
    assert pooled.between == pytest.approx(between)


def test_finer_sizes_of_the_errors_change_little():
    rough, fine = area_leads(), pooled_leads(answers_by_area(), AREAS, steps=16)
    assert np.abs(rough.lead - fine.lead).max() < 0.01
    assert np.abs(rough.sd - fine.sd).max() < 0.02


def test_sums_of_two_answers_and_turned_shares_by_hand():
    """Upbringing, chiefs: 30 and 36 are 66; no strategy in 12 % is a strategy or unknown in 88."""
    found = answers_by_area()
    own = (found.question == "new_in_use") & (found.kind == "upbringing")
    assert dict(zip(found.respondents[own], found.share[own], strict=True)) == pytest.approx(
        {"chiefs": 0.66, "union": 0.77}
    )
    sizes = answers_by_size()
    assert sizes.share[(sizes.question == "no_strategy") & (sizes.kind == "under_3000")] == [0.88]
    technical = (found.question == "new_in_use") & (found.kind == "technical")
    assert sorted(found.share[technical]) == [0.53, 0.54]  # as printed, not 56 and 54


def test_a_part_shares_the_sampling_error_of_its_whole():
    """var(part - whole) = 1/(100 · 0.25) - 1/(400 · 0.25) = 0.03."""
    found = answers(("q", "g", "a", 0.5, 100), ("q", "g", "all", 0.5, 400))
    turn = np.array([1.0, -1.0])
    assert turn @ found.sampling() @ turn == pytest.approx(0.03)


def test_a_kind_that_nobody_was_asked_about_has_no_lead_and_the_error_of_a_new_one():
    pooled = pooled_leads(answers_by_area(), (*AREAS, "culture"))
    assert pooled.lead[-1] == 0
    assert pooled.sd[-1] == pytest.approx(pooled.new_sd)
    assert pooled.sd[-1] > pooled.sd[:-1].max()


def test_upbringing_stands_before_health_and_the_order_is_not_sure():
    """The interval of the difference holds 0, and the questions disagree by half a logit."""
    gap, error = area_leads().gap("upbringing", "health_care")
    assert 0 < gap < 1.645 * error
    assert area_leads().sd.min() > area_leads().between > 0.4


def test_directors_see_things_ten_to_twenty_points_brighter():
    """Around one half a logit is 25 percentage points."""
    gap, error = group_leads().gap("directors", "union")
    assert 10 < 25 * gap < 20
    assert gap > 1.645 * error


def test_size_is_told_in_years_with_its_uncertainty():
    gap, error = size_leads().gap("10000_more", "under_3000")
    with speaking("en"):
        words = size_words(2.0)
    for value in (gap, gap - 1.645 * error, gap + 1.645 * error):
        assert f"{2 * value:.1f}".replace("-", "−") in words


@given(share=st.floats(0.2, 0.8), up=st.floats(-1.5, 1.5), number=st.integers(30, 2000))
def test_leads_turn_with_the_answers_and_shrink(share, up, number):
    """Mirrored answers give mirrored leads, and no lead is larger than what was answered."""
    ahead = 1 / (1 + math.exp(-log_odds(share) - up))
    rows = [("q", "g", "a", ahead, number), ("q", "g", "all", share, 4 * number)]
    turned = [(q, g, kind, 1 - p, n) for q, g, kind, p, n in rows]
    lead = pooled_leads(answers(*rows), ("a",)).lead[0]
    assert pooled_leads(answers(*turned), ("a",)).lead[0] == pytest.approx(-lead, abs=1e-9)
    assert abs(lead) <= abs(up) + 1e-9
    assert lead * up >= -1e-9


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_leads_fit_80_columns(language):
    screen = Screen(width=80, file=io.StringIO(), no_color=True)
    with speaking(language):
        screen.show(*survey_leads().tables())
    assert max(map(len, screen.file.getvalue().splitlines())) <= 80


def test_leads_as_json_hold_what_the_tables_show():
    found = json.loads(json.dumps(survey_leads().as_json()))
    assert [row["kind"] for row in found["areas"]] == list(AREAS)
    assert found["areas"][0]["lead"] == pytest.approx(area_leads().lead[0])
