"""Quantiles, summaries and the radar rule."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autopot import catalogue
from autopot.analysis import quantiles, summarise
from autopot.errors import InputError
from autopot.messages import speaking
from autopot.messages.numbers import percent, points, rounded
from autopot.radar import place_technologies, placed_technologies, radar_class
from autopot.scenario import load_scenario
from autopot.tables.shown import bar


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=300))
def test_quantiles_agree_with_numpy(values):
    draws = np.array(values)
    expected = [draws.mean(), *np.quantile(draws, [0.05, 0.25, 0.5, 0.75, 0.95])]
    np.testing.assert_allclose(quantiles(draws), expected, rtol=1e-9, atol=1e-9)


def test_quantiles_of_many_rows_are_those_of_each():
    draws = np.random.default_rng(0).normal(size=(3, 4, 501))
    whole = quantiles(draws)
    assert whole.shape == (3, 4, 6)
    np.testing.assert_array_equal(whole[1, 2], quantiles(draws[1, 2]))


def test_share_of_nobody_is_zero_not_nan():
    summary = summarise(np.zeros((1, 10)), np.zeros((1, 10)))
    assert (summary.share == 0).all()


def test_the_class_follows_the_connectives_of_the_study():
    """Written out from the four sentences of the summary, maturity down and understanding across:
    robust and validated; finished and understood; either of them immature; neither of them there.
    """
    expected = [
        ["hold", "assess", "assess", "assess"],
        ["assess", "assess", "assess", "assess"],
        ["assess", "assess", "trial", "trial"],
        ["assess", "assess", "trial", "adopt"],
    ]
    assert [[radar_class(m, u) for u in range(4)] for m in range(4)] == expected


def test_radar_rule_agrees_with_the_table_of_classes():
    for row in catalogue.radar_classes().itertuples():
        assert radar_class(row.score, row.score) == row.radar_class


def test_autonomous_machines_are_shown_elsewhere_and_so_in_assess():
    placed = place_technologies(catalogue.technologies()).set_index("technology")["radar_class"]
    assert placed["autonomous_machines"] == "assess"


def test_ten_areas_in_three_categories_and_one_across():
    radar = place_technologies(catalogue.technologies())
    assert radar["category"].value_counts().to_dict() == {
        "citizens": 3,
        "knowledge": 3,
        "operations": 3,
        "cross_cutting": 1,
    }
    assert set(radar["radar_class"]) == {"adopt", "trial", "assess"}
    assert (radar["source_id"] == "judgement").all()


def own_radar(tmp_path, change):
    text = (catalogue.data_directory() / "technologies" / "technologies.csv").read_text("utf-8")
    (tmp_path / "radar.csv").write_text(change(text), encoding="utf-8")
    scenario = tmp_path / "own.yaml"
    scenario.write_text(
        "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nradar: {technologies: radar.csv}\nuncertainty: {draws: 200}\n",
        encoding="utf-8",
    )
    return scenario


def test_a_file_replaces_the_radar(tmp_path):
    scenario = own_radar(
        tmp_path, lambda text: text.replace("operations,0,2,1", "operations,0,3,3")
    )
    radar = placed_technologies(load_scenario(scenario)).set_index("technology")
    assert radar.loc["service_robots", "radar_class"] == "adopt"


def test_a_radar_without_an_area_that_has_work_is_refused(tmp_path):
    import autopot

    scenario = own_radar(tmp_path, lambda text: text.replace("service_robots,", "servants,"))
    with pytest.raises(InputError, match="service_robots"):
        autopot.run(scenario)


def test_a_radar_with_a_bad_score_is_refused(tmp_path):
    scenario = own_radar(
        tmp_path, lambda text: text.replace("operations,0,2,1", "operations,0,5,1")
    )
    with pytest.raises(InputError, match=r"solution_maturity .*'5'.*0 to 3"):
        placed_technologies(load_scenario(scenario))


def test_numbers_in_every_language():
    for norwegian in ("nb", "nn"):
        with speaking(norwegian):
            assert percent(0.203, 1) == "20,3\u00a0%"
            assert rounded(19_874) == "19\u00a0900"
            assert rounded(0.04) == "0,0"
            assert points(-0.0461) == "4,6"
    with speaking("en"):
        assert percent(0.203, 1) == "20.3%"
        assert rounded(1_234) == "1,230"


def test_bar_marks_low_middle_and_high():
    """0-0.6 in 20 cells of 0.03: 0.15 is cell 5, 0.3 cell 10, 0.45 cell 15."""
    drawn = bar(0.15, 0.3, 0.45)
    assert drawn.index("─") == 5
    assert drawn.index("●") == 10
    assert drawn.rindex("─") == 14
    assert len(bar(0, 0.9, 1.0)) == 20
