"""Who needs the services: rival readings of how a sector's work is spread over ages.

Each reading gives, for every sector, the share of the country's work today that goes to each age
group. Sectors that no cost key speaks for follow the number of inhabitants.

| reading | from |
|---|---|
| cost_keys | the State's cost keys: the weights of criteria that count persons by age |
| users | care: users times hours, home services and institutions |
| dementia | care from 67 on: persons times prevalence; under 67 as the cost keys |
| own | the scenario's |
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from autopot import catalogue
from autopot.model.arrays import Array

READINGS = ("cost_keys", "users", "dementia", "own")
"""Names in the scenario, in the order that keys their random streams; new ones come last."""

CARE, HEALTH_CARE = "pleie", "health_care"
ELDERLY = 67
YEARS_OF_OPEN_GROUP = 5
"""How many years the open group is spread over where ages are matched; all have one rate there."""


def age_weights(
    name: str, sectors: list[str], persons: Array, own: Mapping[str, Mapping[str, float]]
) -> Array:
    """How the work of each sector is spread over ages, by one reading.

    Parameters
    ----------
    name : one of `READINGS`.
    sectors : S codes.
    persons : (A,) persons of the whole country today.
    own : sector -> age group -> share, of the scenario.

    Returns
    -------
    (S, A) shares of the country's work today, each row sums to 1.
    """
    areas = _areas()
    rows = []
    for sector in sectors:
        if name == "own" and sector in own:
            groups = catalogue.age_groups()["age_group"]
            rows.append(np.array([own[sector].get(group, 0.0) for group in groups]))
        elif parts := areas.get(sector):
            rows.append(np.sum([w * _area(name, area, persons) for area, w in parts], axis=0))
        else:
            rows.append(persons)
    found = np.array(rows, dtype=float)
    whole: Array = found / found.sum(axis=1, keepdims=True)
    return whole


@cache
def _areas() -> dict[str, list[tuple[str, float]]]:
    """Sector -> the areas of the cost keys that speak for it, with their weights."""
    found: dict[str, list[tuple[str, float]]] = {}
    for sector, area, weight in catalogue.areas_of_sectors().itertuples(index=False):
        found.setdefault(sector, []).append((area, weight))
    return found


def _area(name: str, area: str, persons: Array) -> Array:
    if area == CARE and name == "users":
        return user_weights(persons)
    if area == CARE and name == "dementia":
        return dementia_weights(persons)
    return cost_key_weights(area)


def cost_key_weights(area: str) -> Array:
    """(A,) the weights of an area of the cost keys that count persons by age, scaled to sum to 1.

    Parameters
    ----------
    area : as the State names it. Criteria such as mortality or travel have no age and are left out.

    >>> [round(float(w), 3) for w in cost_key_weights("grunnskole")]  # 6-12 and 13-15 alone
    [0.0, 0.0, 0.692, 0.308, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    return _cost_keys(area).copy()


@cache
def _cost_keys(area: str) -> Array:
    keys = catalogue.cost_keys()
    keys = keys[(keys["area"] == area) & (keys["counted_by"] == "age")]
    found = np.zeros(len(catalogue.age_groups()))
    for weight, low, high in zip(keys["weight"], keys["age_from"], keys["age_to"], strict=True):
        years = catalogue.years_within(low, high).to_numpy(float)
        found += weight * years / years.sum()
    whole: Array = found / found.sum()
    return whole


def user_weights(persons: Array) -> Array:
    """(A,) hours of care by age: users times hours, spread within 0-66 as persons are.

    Parameters
    ----------
    persons : (A,) persons of the whole country.
    """
    hours = _hours_of_care()
    groups = catalogue.age_groups()
    found = np.zeros(len(groups))
    young = (groups["first"] < ELDERLY).to_numpy()
    found[young] = hours["0-66"] * persons[young] / persons[young].sum()
    for label in ("67-79", "80-89", "90+"):
        found[(groups["label"] == label).to_numpy()] = hours[label]
    whole: Array = found / found.sum()
    return whole


@cache
def _hours_of_care() -> dict[str, float]:
    """Age of the source -> hours a week, of all users."""
    users = catalogue.table("demand/users")
    hours = (users["users"] * users["hours_per_week"]).groupby(users["age"]).sum()
    return {str(age): float(value) for age, value in hours.items()}


def dementia_weights(persons: Array) -> Array:
    """(A,) as the cost keys under 67; what they give to those over it goes by dementia.

    Parameters
    ----------
    persons : (A,) persons of the whole country.
    """
    keys = cost_key_weights(CARE)
    groups = catalogue.age_groups()
    old = (groups["first"] >= ELDERLY).to_numpy()
    ill = persons * _prevalence()
    found = keys.copy()
    found[old] = keys[old].sum() * ill[old] / ill[old].sum()
    return found


@cache
def _prevalence() -> Array:
    """(A,) mean of men and women over the years of each group, every year alike."""
    groups = catalogue.age_groups()
    table = catalogue.table("demand/dementia").sort_values("first")
    ends = [*(groups["first"].iloc[1:] - 1), groups["first"].iloc[-1] + YEARS_OF_OPEN_GROUP]
    share = ((table["men"] + table["women"]) / 2).to_numpy(float)
    start = table["first"].to_numpy(int)
    found = []
    for first, last in zip(groups["first"], ends, strict=True):
        at = np.searchsorted(start, np.arange(first, last + 1), side="right") - 1
        found.append(np.where(at >= 0, share[np.maximum(at, 0)], 0.0).mean())
    return np.array(found)
