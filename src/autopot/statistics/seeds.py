"""What the estimated workforces start from: seeds.csv, how unsure it is, and its limits."""

from __future__ import annotations

import numpy as np
import pandas as pd

from autopot import catalogue

OCCUPATION_TOLERANCE = 0.05
SPAN_90 = 3.29
"""Standard deviations between the 5th and the 95th percentile of a normal distribution."""

SPLIT_LOG_SD = 0.2
"""Our judgement: error of how an occupation divides over sectors, log scale."""


def sown() -> pd.DataFrame:
    """Prior FTE per occupation and sector in all Norwegian municipalities: seeds.csv with `fte`."""
    seeds = catalogue.table("workforce/seeds")
    national = catalogue.table("workforce/national_employment")
    fte = national[national["measure"] == "fte"].set_index("occupation")["value"]
    seeds["national_fte"] = seeds["occupation"].map(fte)
    seeds["fte"] = seeds["national_fte"] * seeds["municipal_share"] * seeds["sector_share"]
    return seeds[seeds["fte"] > 0].reset_index(drop=True)


def occupation_bounds(seeds: pd.DataFrame) -> list[dict[str, object]]:
    """One interval per occupation: between the low and high municipal share of its national FTE.

    Parameters
    ----------
    seeds : as `sown` gives them.

    Returns
    -------
    Rows like those of workforce/margins.csv.
    """
    first = seeds.drop_duplicates("occupation")
    return [
        {
            "margin": f"occupation-{row.occupation}",
            "stage": "national",
            "kind": "interval",
            "municipality": "",
            "sectors": "",
            "occupations": row.occupation,
            "low": row.national_fte * row.municipal_share_low,
            "high": row.national_fte * row.municipal_share_high,
            "unit": "fte",
            "of_sectors": "",
            "tolerance": OCCUPATION_TOLERANCE,
            "source_id": row.source_id,
        }
        for row in first.itertuples()
    ]


def errors_by_occupation(seeds: pd.DataFrame) -> pd.DataFrame:
    """How unsure it is how many of an occupation municipalities have, and in which sectors.

    The low and high municipal share of the seeds are taken as a 90 % interval on the log scale.

    Parameters
    ----------
    seeds : one row per occupation and sector, with municipal_share_low and municipal_share_high.

    Returns
    -------
    By occupation, standard deviations on the log scale: share_log_sd of the municipal share, and
    split_log_sd of the division over sectors.
    """
    first = seeds.drop_duplicates("occupation").set_index("occupation")
    span = np.log(first["municipal_share_high"] / first["municipal_share_low"]) / SPAN_90
    return pd.DataFrame({"share_log_sd": span.round(4), "split_log_sd": split_error(seeds)})


def split_error(seeds: pd.DataFrame) -> pd.Series:
    """Error of how each occupation divides over sectors.

    Parameters
    ----------
    seeds : one row per occupation and sector.

    Returns
    -------
    By occupation, standard deviation on the log scale: `SPLIT_LOG_SD`, or 0 where it stands in one
    sector alone.
    """
    many = seeds.groupby("occupation")["sector"].size() > 1
    return pd.Series(np.where(many, SPLIT_LOG_SD, 0.0), index=many.index)
