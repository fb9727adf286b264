"""What municipalities need: the cost keys by hand, and beside the State's own index."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from autopot import catalogue
from autopot.statistics import need
from autopot.statistics.need import (
    area_need,
    need_by_age,
    persons_by_age,
    sector_need,
    state_index,
)


def test_persons_of_some_ages_by_hand():
    """Oslo 2021: 51,308 of 6-12 and 20,323 of 13-15, of 697,010; 717,710 residents in 2024.

    Of 13-17 it is all of 13-15 and half of the four years 16-19, which were 25,672.
    """
    scale = 717710 / 697010
    assert persons_by_age(6, 15)["0301"] == pytest.approx((51308 + 20323) * scale)
    assert persons_by_age(13, 17)["0301"] == pytest.approx((20323 + 25672 / 2) * scale)


def test_all_ages_are_all_residents():
    residents = catalogue.municipalities().set_index("municipality")["population"]
    np.testing.assert_allclose(persons_by_age(0, 120), residents)
    parts = persons_by_age(0, 33) + persons_by_age(34, 120)
    np.testing.assert_allclose(parts, residents)


def test_a_municipality_that_was_split_has_the_ages_of_the_whole():
    """Haram was a part of Ålesund when the ages were counted."""
    residents = catalogue.municipalities().set_index("municipality")["population"]
    old = persons_by_age(67, 120) / residents
    assert old["1580"] == pytest.approx(old["1508"])


def test_persons_of_a_municipality_that_was_split_by_hand():
    """Ålesund had 66,670 residents in 2021; in 2024 it had 58,509 and Haram 9,357."""
    persons = catalogue.persons_2021()
    assert len(persons) == 357
    assert persons.loc["1580"].sum() == pytest.approx(66670 * 9357 / (58509 + 9357))
    assert persons.loc[["1508", "1580"]].sum().sum() == pytest.approx(66670)


def test_need_is_1_in_the_country():
    residents = catalogue.municipalities().set_index("municipality")["population"]
    for table in (area_need(), sector_need()):
        means = table.mul(residents, axis=0).sum() / residents.sum()
        np.testing.assert_allclose(means, 1, rtol=1e-9)


def test_an_area_by_hand(monkeypatch):
    """Two towns of 100. Weight 0.6 on age 6-15, 0.3 on the municipality, 0.1 not known.

    A has 30 of the 40 children: 0.6 * 0.75 / 0.5 + 0.3 * 1 + 0.1 = 1.3; B the rest of 2.
    """
    key = pd.DataFrame(
        {
            "area": "skole",
            "criterion": ["barn", "basis", "annet"],
            "weight": [0.6, 0.3, 0.1],
            "counted_by": ["age", "municipality", "residents"],
            "age_from": [6, 0, 0],
            "age_to": [15, 120, 120],
        }
    )
    areas = pd.DataFrame({"sector": ["school"], "area": ["skole"], "weight": [1.0]})
    groups = list(catalogue.age_groups()["age_group"])
    persons = pd.DataFrame(0.0, ["A", "B"], groups)
    persons["age_6_12"], persons["age_13_15"], persons["age_45_66"] = [20, 4], [10, 6], [70, 90]
    towns = pd.DataFrame({"municipality": ["A", "B"], "population": [100, 100]})
    monkeypatch.setattr(need.catalogue, "cost_keys", lambda: key)
    monkeypatch.setattr(need.catalogue, "areas_of_sectors", lambda: areas)
    monkeypatch.setattr(need.catalogue, "persons_2021", lambda: persons)
    monkeypatch.setattr(need.catalogue, "municipalities", lambda: towns)
    assert area_need()["skole"].tolist() == pytest.approx([1.3, 0.7])
    needs = sector_need()
    assert needs["school"].tolist() == pytest.approx([1.3, 0.7])
    assert needs["technical"].tolist() == [1, 1]  # no area of the key is about it


def test_ages_tell_most_of_the_index_of_the_state():
    """355 municipalities; the index was not used to weigh the ages. Figures of docs/data.md."""
    index = catalogue.table("municipalities/cost_key_index").set_index("municipality")
    told, own = np.log(index["cost_key_index"]), np.log(need_by_age())
    error = own[told.index] - told
    assert len(told) == 355
    assert error.std() < 0.04 < told.std() / 3
    assert np.corrcoef(told, own[told.index])[0, 1] > 0.95


def test_the_index_of_the_state_goes_first_and_ages_stand_in():
    found = state_index()
    assert found["5001"] == 0.9093
    assert found["4629"] == pytest.approx(need_by_age()["4629"])  # Modalen is not in the table


def test_weights_of_the_cost_key_sum_to_one():
    key = catalogue.cost_keys()
    assert len(key) == len(catalogue.table("demand/cost_keys"))
    np.testing.assert_allclose(key.groupby("area")["weight"].sum(), 1, atol=2e-4)
    assert catalogue.areas_of_sectors()["weight"].sum() == pytest.approx(1, abs=2e-4)
