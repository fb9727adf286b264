"""Who needs the services: residents by age, and what the State's cost keys count.

The estimated workforces (`autopot.statistics.need`) and the need of years to come
(`autopot.demand`) read the same tables, each in its own way.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from autopot.catalogue.tables import municipalities, table

OLDEST = 120
"""Where the open age group ends, years."""

SPLIT = {"1580": "1508"}
"""Municipality -> the one that held it in 2021: their persons are split by inhabitants of 2024."""


def age_groups() -> pd.DataFrame:
    """The ten age groups, youngest first: age_group, label, first, last (years), mean_age.

    >>> age_groups().set_index("age_group")["last"][["age_16_19", "age_90"]].tolist()
    [19, 120]
    """
    return _age_groups().copy()


def persons_2021() -> pd.DataFrame:
    """Persons of 2021 by municipality and age group, in the municipalities of 2024.

    Returns
    -------
    Municipalities x age groups, persons. Two that were one then have the same age structure.
    """
    persons = table("demand/population_2021").set_index("municipality")
    persons = persons[list(age_groups()["age_group"])].astype(float)
    size = municipalities().set_index("municipality")["population"]
    for new, old in SPLIT.items():
        whole, part = persons.loc[old], size[new] / (size[new] + size[old])
        persons.loc[new], persons.loc[old] = whole * part, whole * (1 - part)
    return persons


def cost_keys() -> pd.DataFrame:
    """The State's cost keys, each criterion with what we count it by.

    Returns
    -------
    One row per area and criterion: area, criterion, weight, area_weight_of_total, counted_by,
    age_from, age_to; areas in the order of the source.
    """
    keys = table("demand/cost_keys").drop(columns="source_id")
    return keys.merge(table("demand/criteria").drop(columns="source_id"), on="criterion")


def areas_of_sectors() -> pd.DataFrame:
    """The areas of the cost keys that speak for each sector, with their weight in the whole key.

    Returns
    -------
    Columns sector, area, weight, in the order of the keys. Sectors that no area speaks for are not
    there.
    """
    keys = table("demand/cost_keys").drop_duplicates("area")
    areas = keys[["area"]].assign(weight=keys["area_weight_of_total"])
    found = areas.merge(table("demand/sector_areas")[["sector", "area"]], on="area")
    return found[["sector", "area", "weight"]]


def years_within(age_from: int, age_to: int) -> pd.Series:
    """Years of each age group that lie within some ages.

    Parameters
    ----------
    age_from, age_to : youngest and oldest, years.

    Returns
    -------
    Age group -> years, 0 or more.

    >>> years_within(16, 22).loc["age_13_15":"age_45_66"].tolist()
    [0, 4, 3, 0]
    """
    groups = _age_groups()
    first, last = groups["first"].to_numpy(), groups["last"].to_numpy()
    common = np.minimum(last, age_to) - np.maximum(first, age_from) + 1
    return pd.Series(np.maximum(common, 0), index=groups["age_group"])


@cache
def _age_groups() -> pd.DataFrame:
    groups = table("demand/age_groups").sort_values("position", ignore_index=True)
    last = groups["first"].shift(-1, fill_value=OLDEST + 1) - 1
    groups.insert(groups.columns.get_loc("first") + 1, "last", last)
    return groups.drop(columns=["position", "source_id"])
