"""From published figures to a workforce: what must add up, and what must be said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autopot.errors import InputError
from autopot.statistics.combine import (
    estimate_from_statistics,
    occupation_fte,
)
from autopot.statistics.function_groups import (
    complete,
    match_groups,
)
from autopot.statistics.seeds import sown


def jobs(**numbers):
    """Local and all jobs by occupation: o2223=(30000, 60000)."""
    rows = [(code[1:], *pair) for code, pair in numbers.items()]
    return pd.DataFrame(rows, columns=["occupation", "local_jobs", "all_jobs"])


def test_a_job_is_not_an_fte():
    # 2223: 54,142.5 FTE in the country; 60,000 jobs; up to 10 % with the counties; 10 % either way.
    row = occupation_fte(jobs(o2223=(30000, 60000)), "x").set_index("occupation").loc["2223"]
    assert (row["fte_per_job"], row["basis"], row["source_id"]) == (0.9024, "jobs", "x")
    assert row["fte"] == pytest.approx(30000 * 54142.5 / 60000 * 0.95, abs=0.01)
    assert row["fte_low"] == pytest.approx(30000 * 54142.5 / 60000 * 0.9 * 0.9, abs=0.01)
    assert row["fte_high"] == pytest.approx(30000 * 54142.5 / 60000 * 1.1, abs=0.01)


def test_a_job_is_never_more_than_an_fte():
    frame = occupation_fte(jobs(o2223=(30000, 50000)), "x").set_index("occupation")
    assert frame.loc["2223", "fte_per_job"] == 1


def test_persons_stand_in_where_all_jobs_are_not_published():
    frame = occupation_fte(jobs(o2223=(30000, np.nan)), "x").set_index("occupation")
    assert frame.loc["2223", "fte_per_job"] == round(54142.5 / 60208, 4)
    assert frame.loc["2223", "basis"] == "persons"


def test_unpublished_jobs_are_unknown_and_not_none():
    frame = occupation_fte(jobs(o2223=(np.nan, 60000)), "x").set_index("occupation")
    seed = sown().drop_duplicates("occupation").set_index("occupation").loc["2223"]
    assert frame.loc["2223", "basis"] == "none"
    assert frame.loc["2223", "source_id"] == "judgement"
    expected = seed["national_fte"] * seed["municipal_share_low"]
    assert frame.loc["2223", "fte_low"] == pytest.approx(expected, abs=0.01)


def test_teachers_in_upper_secondary_school_are_the_counties():
    frame = occupation_fte(jobs(o2330=(20000, 27000)), "x").set_index("occupation")
    assert frame.loc["2330", ["county_low", "county_high"]].tolist() == [0.6, 0.95]
    assert frame.loc["2341", ["county_low", "county_high"]].tolist() == [0, 0.1]


MAPPING = pd.DataFrame(
    [("A", "school", 1.0), ("A", "property_planning", 1.0), ("B", "property_planning", 3.0)],
    columns=["group", "sector", "weight"],
)


def open_occupations():
    """Occupations whose intervals bind nothing, so that only the groups decide."""
    return occupation_fte(jobs(), "x").assign(fte_low=0.01, fte_high=1e7)


def groups(**towns):
    """FTE in the groups A and B: country=(100, 50), o0301=(60, 10)."""
    rows = []
    for town, figures in towns.items():
        code = "" if town == "country" else town[1:]
        rows += [(code, group, float(fte)) for group, fte in zip("AB", figures, strict=True)]
    return pd.DataFrame(rows, columns=["municipality", "group", "fte"])


def test_with_groups_alone_the_prior_is_scaled_group_by_group():
    published = groups(country=(90000, 30000), o0301=(9000, 600))
    estimate = estimate_from_statistics(open_occupations(), published, MAPPING, "x")
    prior = sown()[["sector", "occupation", "fte"]]
    school = prior[prior["sector"] == "school"].set_index("occupation")["fte"]
    premises = prior[prior["sector"] == "property_planning"].set_index("occupation")["fte"]
    in_a = 9000 / (school.sum() + premises.sum() / 4)
    in_b = 600 / (premises.sum() * 3 / 4)
    got = estimate.fte.set_index(["sector", "occupation"])["fte"]
    assert got["school"]["2341"] == pytest.approx(school["2341"] * in_a, rel=1e-3)
    expected = premises["9112"] / 4 * in_a + premises["9112"] * 3 / 4 * in_b
    assert got["property_planning"]["9112"] == pytest.approx(expected, rel=1e-3)


@settings(max_examples=4, deadline=None)
@given(
    country=st.tuples(st.integers(20000, 200000), st.integers(5000, 60000)),
    share=st.tuples(st.floats(0.05, 0.95), st.floats(0.05, 0.95)),
)
def test_every_published_figure_holds(country, share):
    first = [c * s for c, s in zip(country, share, strict=True)]
    second = [c - f for c, f in zip(country, first, strict=True)]
    published = groups(country=country, o0301=first, o1103=second)
    estimate = estimate_from_statistics(open_occupations(), published, MAPPING, "x")
    fte = estimate.fte
    assert (fte["fte"] > 0).all()
    by_town = fte.groupby("municipality")["fte"].sum()
    assert by_town["0301"] == pytest.approx(sum(first), rel=1e-4)
    assert by_town["1103"] == pytest.approx(sum(second), rel=1e-4)
    assert set(fte["sector"]) == {"school", "property_planning"}
    hard = estimate.margins[estimate.margins["kind"] == "hard"]
    assert hard["within_tolerance"].all()


def test_an_occupations_interval_holds_where_the_groups_allow():
    occupations = open_occupations().set_index("occupation")
    occupations.loc["2341", ["fte_low", "fte_high"]] = [50000.0, 50100.0]
    published = groups(country=(90000, 30000), o0301=(9000, 600))
    margins = estimate_from_statistics(
        occupations.reset_index(), published, MAPPING, "x"
    ).margins.set_index("margin")
    assert 50000 <= margins.loc["occupation-2341", "reached"] <= 50100.1


def test_a_group_nobody_knows_is_named_with_the_way_out():
    labels = {"FG2": "Alle funksjoner", "Z1": "Havn", "Z2": "Kirke", "Z3": "Barnehage"}
    with pytest.raises(InputError, match=r"group Z1 \| 'Havn'.*--groups\n.*group Z2") as caught:
        match_groups(labels, None)
    assert len(caught.value.problems) == 2


def test_a_file_says_what_a_group_is(tmp_path):
    file = tmp_path / "grupper.csv"
    file.write_text("group,sector,weight\nZ1,technical,0.5\nZ2,,\n", "utf-8")
    found = match_groups({"Z1": "Havn", "Z2": "Kirke", "Z3": "Barnehage"}, file)
    assert found.left_out == ["Z2"]
    rows = found.mapping.set_index(["group", "sector"])["weight"].to_dict()
    assert rows == {
        ("Z3", "kindergarten"): 1.0,
        ("Z3", "property_planning"): 0.08,
        ("Z1", "technical"): 0.5,
    }


def test_faults_in_the_file_show_at_once(tmp_path):
    file = tmp_path / "grupper.csv"
    file.write_text("group,sector,weight\nZ9,technical,1\nZ1,tecnical,1\n", "utf-8")
    with pytest.raises(InputError, match=r"row 2 group \| .*'Z9'[\s\S]*row 3 .*mean technical"):
        match_groups({"Z1": "Havn"}, file)


LABELS = {"ALL": "Alle funksjoner", "K": "Barnehage", "S": "Grunnskole", "C": "Kultur"}


def regions(**figures):
    """FTE of all functions, K, S and C by region; None where not published."""
    rows = []
    for region, numbers in figures.items():
        code = "" if region == "country" else region[1:]
        rows += [
            (code, group, np.nan if fte is None else float(fte))
            for group, fte in zip(LABELS, numbers, strict=True)
        ]
    return pd.DataFrame(rows, columns=["region", "group", "fte"])


def filled(**figures):
    frame, left_out = complete(regions(**figures), match_groups(LABELS, None))
    return frame.set_index(["municipality", "group"])["fte"], left_out


def test_one_unpublished_group_is_what_is_left():
    fte, left_out = filled(country=(1000, 300, 600, 100), o0301=(100, 40, None, 5))
    assert fte["0301", "S"] == 55
    assert left_out == []


def test_two_unpublished_groups_share_by_their_size_in_the_country():
    # 60 are left; K and S are 300 and 600 in the country.
    fte, _ = filled(country=(1000, 300, 600, 100), o0301=(100, None, None, 40))
    assert (fte["0301", "K"], fte["0301", "S"]) == (20, 40)


def test_what_lies_outside_all_groups_is_not_given_to_an_unpublished_one():
    # The groups hold 90 % of all functions in the country, so 90 of 100 here.
    fte, _ = filled(country=(1000, 300, 500, 100), o0301=(100, 30, None, 10))
    assert fte["0301", "S"] == pytest.approx(50)


def test_a_municipality_without_figures_is_left_out_and_named():
    fte, left_out = filled(
        country=(1000, 300, 600, 100), o0301=(100, 30, 60, 10), o5610=(None, None, 6, 1)
    )
    assert left_out == ["5610"]
    assert set(fte.index.get_level_values(0)) == {"", "0301"}


def test_no_figures_at_all():
    with pytest.raises(InputError, match=r"no figures for 5610"):
        filled(country=(1000, 300, 600, 100), o5610=(None, None, 6, 1))


def test_groups_that_overlap_are_refused():
    with pytest.raises(InputError, match=r"the groups sum to 1,100 FTE, all functions to 1,000"):
        filled(country=(1000, 400, 600, 100), o0301=(100, 30, 60, 10))


def test_a_country_without_a_figure_is_refused():
    with pytest.raises(InputError, match=r"the whole country \| no figure for S"):
        filled(country=(1000, 400, None, 100), o0301=(100, 30, 60, 10))
