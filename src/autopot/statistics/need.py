"""How much work each municipality needs per resident, by the State's cost keys.

The spending equalisation weighs the residents of each age, and other criteria, by what services
cost. For area r with criteria c of weight w[c], of which municipality m has n[m,c]:

    need[m,r] = sum_c w[c] (n[m,c] / sum_m n[m,c]) / (residents[m] / sum_m residents[m])

which is 1 in the country. The weights are published; the counts of most criteria that are no age
are not at hand. demand/criteria.csv says what each criterion is counted by: its own ages, ages
near its meaning, one for each municipality, or, where nothing is known, the residents, which makes
it the same everywhere.

Source: Grønt hefte 2026, cost keys; population by age of table 07459.
"""

from __future__ import annotations

import pandas as pd

from autopot import catalogue


def persons_by_age(age_from: int, age_to: int) -> pd.Series:
    """Residents of some ages, by municipality.

    The age structure is that of 2021, the residents those of 2024. Within a group of ages every
    year is taken to be as large.

    Parameters
    ----------
    age_from, age_to : youngest and oldest that count, years.

    Returns
    -------
    Municipality -> persons, every municipality in the order of municipalities.csv.
    """
    persons = catalogue.persons_2021()
    of_group = catalogue.years_within(age_from, age_to) / catalogue.years_within(
        0, catalogue.OLDEST
    )
    residents = _residents()
    return (persons @ of_group / persons.sum(axis=1)).reindex(residents.index) * residents


def area_need() -> pd.DataFrame:
    """Need per resident of each area of the cost key.

    Returns
    -------
    One row for each municipality, one column for each area; 1 in the country as a whole.
    """
    residents = _residents()
    key = catalogue.cost_keys()
    needs = {}
    for area, criteria in key.groupby("area", sort=True):
        parts = [
            weight * _per_resident(_count(how, int(low), int(high), residents), residents)
            for weight, how, low, high in zip(
                criteria["weight"],
                criteria["counted_by"],
                criteria["age_from"],
                criteria["age_to"],
                strict=True,
            )
        ]
        needs[str(area)] = sum(parts[1:], parts[0]) / float(criteria["weight"].sum())
    return pd.DataFrame(needs)


def sector_need() -> pd.DataFrame:
    """Need per resident of each of our sectors.

    Returns
    -------
    One row for each municipality, one column for each sector; 1 in the country as a whole. Sectors
    that the cost key has no area for need the same per resident everywhere.
    """
    needs = area_need()
    areas = catalogue.areas_of_sectors().set_index("area")
    found = {}
    for sector in catalogue.sectors()["sector"]:
        weight = areas.loc[areas["sector"] == sector, "weight"]
        if len(weight) == 0:
            found[str(sector)] = pd.Series(1.0, index=needs.index)
            continue
        found[str(sector)] = needs[weight.index] @ weight / weight.sum()
    return pd.DataFrame(found)


def need_by_age() -> pd.Series:
    """The whole need per resident, from the areas, without the State's own index.

    Returns
    -------
    Municipality -> need, 1 in the country.
    """
    weight = catalogue.areas_of_sectors().set_index("area")["weight"]
    needs = area_need()
    return needs[weight.index] @ weight / weight.sum()


def state_index() -> pd.Series:
    """The State's index of the whole need per resident.

    Returns
    -------
    Municipality -> index, 1 in the country; `need_by_age` where the index is not at hand.
    """
    index = catalogue.table("municipalities/cost_key_index").set_index("municipality")
    own = need_by_age()
    return index["cost_key_index"].reindex(own.index).fillna(own)


def _residents() -> pd.Series:
    return catalogue.municipalities().set_index("municipality")["population"].astype(float)


def _count(how: str, age_from: int, age_to: int, residents: pd.Series) -> pd.Series:
    """What a criterion is counted by."""
    if how == "municipality":
        return pd.Series(1.0, index=residents.index)
    if how == "residents":
        return residents
    return persons_by_age(age_from, age_to)


def _per_resident(count: pd.Series, residents: pd.Series) -> pd.Series:
    return (count / count.sum()) / (residents / residents.sum())
