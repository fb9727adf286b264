"""A workforce from fetched statistics: what is published holds, the rest is the nearest to a prior.

Published are jobs by occupation in the whole of local government, and FTE by municipality and group
of functions. Nobody publishes occupation by sector inside a municipality, so that part is an
estimate. Two steps:

1. The country. Cells (group g, sector s, occupation o) with the prior

       q[g,s,o] = fte[o] * sector_share[o,s] * weight[g,s]

   moved as little as possible (`reconcile`) until sum_{s,o} x[g,s,o] is the published FTE of the
   group (hard) and sum_{g,s} x[g,s,o] lies in the interval of the occupation (as far as that goes).
2. The municipalities. x[m,g,s,o] = x[g,s,o] * T[m,g] / T[g]: every municipality has the country's
   mix inside a group, and its own published FTE of the group. This is the nearest table to the
   country's mix in relative entropy, because the groups of a municipality do not overlap; and it
   keeps the country's occupations, because sum_m T[m,g] = T[g].
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.optimise.reconcile import Margin, reconcile, settled
from autopot.statistics.estimate import Estimate
from autopot.statistics.margins import STRENGTH, residual
from autopot.statistics.seeds import OCCUPATION_TOLERANCE, SPAN_90, sown, split_error

FACTOR_ERROR = 0.1
"""Our judgement: FTE per job in local government may differ so much from that of all sectors."""


def occupation_fte(jobs: pd.DataFrame, jobs_source: str) -> pd.DataFrame:
    """FTE of each occupation in the municipalities, from jobs in local government.

    A job is not an FTE. With J jobs of all sectors and F national FTE of the occupation, an FTE per
    job is F / J, at most 1; where J is not published, F by persons in main job stands in. County
    municipalities' share is taken out between its low and high end.

    Parameters
    ----------
    jobs : columns occupation, local_jobs, all_jobs; jobs, NaN where not published.
    jobs_source : source_id of the jobs.

    Returns
    -------
    One row per occupation of seeds.csv: occupation, local_jobs, all_jobs, fte_per_job, basis
    ("jobs", "persons", or "none" where no jobs are published), county_low, county_high (shares),
    fte_low, fte, fte_high (FTE), source_id.
    """
    seeds = sown().drop_duplicates("occupation").set_index("occupation")
    known = jobs.set_index("occupation").reindex(seeds.index)
    national = seeds["national_fte"]
    persons = _national("employees").reindex(seeds.index)
    by_jobs = (national / known["all_jobs"].where(known["all_jobs"] > 0)).clip(upper=1)
    factor = by_jobs.fillna((national / persons).clip(upper=1))
    local = known["local_jobs"] * factor
    county = _county_share(list(seeds.index))
    found = local.notna()
    low = local * (1 - county["high"]) * (1 - FACTOR_ERROR)
    high = local * (1 - county["low"]) * (1 + FACTOR_ERROR)
    middle = local * (1 - county.mean(axis=1))
    return pd.DataFrame(
        {
            "occupation": seeds.index,
            "local_jobs": known["local_jobs"],
            "all_jobs": known["all_jobs"],
            "fte_per_job": factor.where(found).round(4),
            "basis": np.where(~found, "none", np.where(by_jobs.notna(), "jobs", "persons")),
            "county_low": county["low"],
            "county_high": county["high"],
            "fte_low": low.where(found, national * seeds["municipal_share_low"]).round(2),
            "fte": middle.where(found, national * seeds["municipal_share"]).round(2),
            "fte_high": high.where(found, national * seeds["municipal_share_high"]).round(2),
            "source_id": np.where(found, jobs_source, "judgement"),
        }
    ).reset_index(drop=True)


def estimate_from_statistics(
    occupations: pd.DataFrame, groups: pd.DataFrame, mapping: pd.DataFrame, groups_source: str
) -> Estimate:
    """A workforce that meets published FTE by municipality and group of functions.

    Parameters
    ----------
    occupations : from `occupation_fte`.
    groups : columns municipality ("" for the country), group, fte; one row for every combination.
    mapping : columns group, sector, weight: which sectors have staff in a group, and how a
        sector's staff divides over its groups.
    groups_source : source_id of the FTE by group.

    Returns
    -------
    FTE by municipality, sector and occupation, rounded to 0.0001, and what every margin reached.

    Raises
    ------
    InfeasibleError
        The published figures contradict each other.
    """
    national = groups[groups["municipality"] == ""].set_index("group")["fte"]
    cells = _prior(occupations, mapping[mapping["group"].isin(national.index[national > 0])])
    used = occupations[occupations["occupation"].isin(cells["occupation"])]
    result = reconcile(
        cells["fte"].to_numpy(float),
        [*_group_margins(cells, national), *_occupation_margins(cells, used)],
    )
    cells = cells.assign(fte=result.values)
    local = groups[groups["municipality"] != ""]
    fte = _spread(cells, local, national)
    rows = [
        *_group_rows(cells, national, groups_source),
        *_occupation_rows(cells, used),
        *_municipal_rows(fte, local, groups_source),
    ]
    return Estimate(_with_errors(fte, occupations), pd.DataFrame(rows))


def _national(measure: str) -> pd.Series:
    table = catalogue.table("workforce/national_employment")
    return table[table["measure"] == measure].set_index("occupation")["value"]


def _county_share(occupations: list[str]) -> pd.DataFrame:
    """Low and high share of county municipalities, from the longest start that fits the code."""
    table = catalogue.table("workforce/county_share").set_index("occupations")[["low", "high"]]
    starts = sorted(table.index, key=len)
    fitting = [[s for s in starts if code.startswith(s)][-1] for code in occupations]
    return table.loc[fitting].set_axis(occupations)


def _prior(occupations: pd.DataFrame, mapping: pd.DataFrame) -> pd.DataFrame:
    """Cells group, sector, occupation with their prior FTE, above 0."""
    weight = mapping["weight"] / mapping.groupby("sector")["weight"].transform("sum")
    shares = sown()[["occupation", "sector", "sector_share"]]
    cells = shares.merge(mapping.assign(weight=weight), on="sector")
    fte = cells["occupation"].map(occupations.set_index("occupation")["fte"])
    cells = cells.assign(fte=fte * cells["sector_share"] * cells["weight"])
    cells = cells[cells["fte"] > 0]
    return cells[["group", "sector", "occupation", "fte"]].reset_index(drop=True)


def _group_margins(cells: pd.DataFrame, national: pd.Series) -> list[Margin]:
    return [
        Margin.total(f"group-{group}", (cells["group"] == group).to_numpy(float), float(fte))
        for group, fte in national[national > 0].items()
    ]


def _occupation_margins(cells: pd.DataFrame, occupations: pd.DataFrame) -> list[Margin]:
    margins = []
    for row in occupations.itertuples():
        part = (cells["occupation"] == row.occupation).to_numpy(float)
        margins.append(
            Margin(
                name=f"occupation-{row.occupation}",
                kind="interval",
                low_weights=part,
                high_weights=part,
                low=float(row.fte_low),
                high=float(row.fte_high),
                strength=STRENGTH / OCCUPATION_TOLERANCE,
            )
        )
    return margins


def _spread(cells: pd.DataFrame, local: pd.DataFrame, national: pd.Series) -> pd.DataFrame:
    """Municipality, sector, occupation, fte: the country's mix in each group, to its own size."""
    scale = local.assign(scale=local["fte"] / local["group"].map(national))
    scale = scale[local["fte"] > 0]
    joined = scale[["municipality", "group", "scale"]].merge(cells, on="group")
    joined = joined.assign(fte=joined["fte"] * joined["scale"])
    keys = ["municipality", "sector", "occupation"]
    fte = joined.groupby(keys, as_index=False)["fte"].sum()
    fte["fte"] = settled(fte["fte"].to_numpy(float), 4)
    return fte[fte["fte"] > 0].reset_index(drop=True)


def _with_errors(fte: pd.DataFrame, occupations: pd.DataFrame) -> pd.DataFrame:
    by_occupation = occupations.set_index("occupation")
    span = np.log(by_occupation["fte_high"] / by_occupation["fte_low"]) / SPAN_90
    return fte.assign(
        share_log_sd=fte["occupation"].map(span).round(4),
        split_log_sd=fte["occupation"].map(split_error(sown())),
        source_id="judgement",
    )


def _group_rows(
    cells: pd.DataFrame, national: pd.Series, source_id: str
) -> list[dict[str, object]]:
    reached = cells.groupby("group")["fte"].sum()
    return [
        residual(
            (f"group-{group}", "national", "hard"),
            (float(fte), float(fte), 0.0),
            float(reached.get(group, 0.0)),
            source_id,
        )
        for group, fte in national.items()
    ]


def _occupation_rows(cells: pd.DataFrame, occupations: pd.DataFrame) -> list[dict[str, object]]:
    reached = cells.groupby("occupation")["fte"].sum()
    return [
        residual(
            (f"occupation-{row.occupation}", "national", "interval"),
            (float(row.fte_low), float(row.fte_high), OCCUPATION_TOLERANCE),
            float(reached[row.occupation]),
            str(row.source_id),
        )
        for row in occupations.itertuples()
    ]


def _municipal_rows(
    fte: pd.DataFrame, local: pd.DataFrame, source_id: str
) -> list[dict[str, object]]:
    """Each municipality's FTE in all groups; rounding is the only difference."""
    reached = fte.groupby("municipality")["fte"].sum()
    published = local.groupby("municipality")["fte"].sum()
    return [
        residual(
            (f"municipality-{code}", "municipality", "hard"),
            (float(total), float(total), 0.001),
            float(reached.get(code, 0.0)),
            source_id,
        )
        for code, total in published.items()
    ]
