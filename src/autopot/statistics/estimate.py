"""The default workforce: occupation x sector x municipality FTE from published margins.

Two stages, each a `reconcile`. National: how many FTE each occupation has in each municipal sector
in Norway. Storby: the national mix, each sector by what the municipality needs of it (`need`),
moved to the totals and sector figures of the municipalities that have some. Both are in contracted
FTE, as the margins are published. What is packaged is `at_work`: without long absence.
The result is an estimate, and is called so wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.optimise.reconcile import EXACT, Margin, Reconciled, reconcile, settled
from autopot.statistics.need import sector_need

Array = NDArray[np.float64]

STRENGTH = 0.1
"""A margin with tolerance t may scale its cells by at most exp(0.1 / t); see docs/data.md."""

OCCUPATION_TOLERANCE = 0.05
SPAN_90 = 3.29
"""Standard deviations between the 5th and the 95th percentile of a normal distribution."""

SPLIT_LOG_SD = 0.2
"""Our judgement: error of how an occupation divides over sectors, log scale."""


@dataclass(frozen=True)
class Estimate:
    """An estimated workforce and how well it meets its margins.

    Parameters
    ----------
    fte : columns municipality, sector, occupation, fte (of those who work), share_log_sd,
        split_log_sd, source_id.
    margins : columns margin, stage, kind, low, high, tolerance, reached, residual,
        within_tolerance, source_id; all values in contracted FTE but that of stage "work".
    """

    fte: pd.DataFrame
    margins: pd.DataFrame


def reconcile_nation(seeds: pd.DataFrame, left_out: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
    """The national stage: how many of each occupation each sector has in Norway's municipalities.

    Parameters
    ----------
    seeds : as `sown` gives them.
    left_out : a margin that is not used; empty: all are.

    Returns
    -------
    Cells sector, occupation with their contracted FTE; and rows of `Estimate.margins`.

    Raises
    ------
    InfeasibleError
        The hard margins contradict each other.
    """
    margins = catalogue.table("workforce/margins")
    use = (margins["stage"] == "national") & (margins["margin"] != left_out)
    return _stage(seeds.assign(municipality=""), margins[use], _occupation_bounds(seeds))


def reconcile_municipalities(
    national: pd.DataFrame, members: list[str], left_out: Collection[str] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The storby stage: the national mix moved to the own margins of each municipality.

    Parameters
    ----------
    national : cells sector, occupation, fte, as `reconcile_nation` gives them.
    members : municipality numbers.
    left_out : margins that are not used.

    Returns
    -------
    Cells municipality, sector, occupation with their contracted FTE; and rows of
    `Estimate.margins`.

    Raises
    ------
    InfeasibleError
        The hard margins contradict each other.
    """
    margins = catalogue.table("workforce/margins")
    use = (margins["stage"] == "storby") & margins["municipality"].isin(members)
    chosen = margins[use & ~margins["margin"].isin(left_out)]
    return _stage(_storby_prior(national, members), chosen, [])


def with_own_figures() -> list[str]:
    """Municipalities with a published figure of their own staff, sorted."""
    margins = catalogue.table("workforce/margins")
    return sorted(set(margins.loc[margins["municipality"] != "", "municipality"]))


def at_work(fte: Array) -> Array:
    """Contracted FTE without long absence: what is at work, with the substitutes.

    Parameters
    ----------
    fte : contracted FTE, any shape.

    Returns
    -------
    Same shape, to 0.01 FTE. The proportion is that of the whole country: no figure divides it.

    Source
    ------
    Margins nat-at-work and nat-total, Statistics Norway 2016.
    """
    return settled(fte * catalogue.share_at_work(), 2)


def work_row(national: pd.DataFrame) -> pd.DataFrame:
    """Row of `Estimate.margins` for the country without long absence.

    Parameters
    ----------
    national : as `reconcile_nation` gives it.
    """
    margins = catalogue.table("workforce/margins").set_index("margin")
    row = margins.loc[catalogue.AT_WORK]
    reached = float(national["fte"].sum()) * catalogue.share_at_work()
    limits = (float(row["low"]), float(row["high"]), float(row["tolerance"]))
    named = (catalogue.AT_WORK, str(row["stage"]), str(row["kind"]))
    return pd.DataFrame([residual(named, limits, reached, str(row["source_id"]))])


def sown() -> pd.DataFrame:
    """Prior FTE per occupation and sector in all Norwegian municipalities: seeds.csv with `fte`."""
    seeds = catalogue.table("workforce/seeds")
    national = catalogue.table("workforce/national_employment")
    fte = national[national["measure"] == "fte"].set_index("occupation")["value"]
    seeds["national_fte"] = seeds["occupation"].map(fte)
    seeds["fte"] = seeds["national_fte"] * seeds["municipal_share"] * seeds["sector_share"]
    return seeds[seeds["fte"] > 0].reset_index(drop=True)


def _occupation_bounds(seeds: pd.DataFrame) -> list[dict[str, object]]:
    """One interval per occupation: between the low and high municipal share of its national FTE."""
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


def _storby_prior(national: pd.DataFrame, members: list[str]) -> pd.DataFrame:
    """The national mix in each municipality, each sector scaled by residents and their need."""
    people = catalogue.municipalities().set_index("municipality")["population"]
    need = sector_need()
    frames = [
        national.assign(
            municipality=code,
            fte=national["fte"]
            * national["sector"].map(need.loc[code])
            * (people[code] / people.sum()),
        )
        for code in members
    ]
    return pd.concat(frames, ignore_index=True)


def _stage(
    cells: pd.DataFrame, margins: pd.DataFrame, more: list[dict[str, object]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Reconcile one stage: the cells with new FTE, and the residual of every margin."""
    rows = pd.concat([margins, pd.DataFrame(more)], ignore_index=True) if more else margins
    statements = [_as_margin(row, cells) for _, row in rows.iterrows()]
    result = reconcile(cells["fte"].to_numpy(float), statements)
    return cells.assign(fte=result.values), _residuals(rows, statements, cells, result)


def _as_margin(row: pd.Series, cells: pd.DataFrame) -> Margin:
    """A row of margins.csv as linear statement about the cells of its stage."""
    part = _chosen(cells, row["municipality"], row["sectors"], row["occupations"])
    low, high = float(row["low"]), float(row["high"])
    low_weights, high_weights = part, part
    if row["unit"] != "fte":
        whole = _chosen(cells, row["municipality"], row["of_sectors"], "")
        low_weights, high_weights = part - low * whole, part - high * whole
        low = high = 0.0
    strength = 0.0 if row["kind"] == "hard" else STRENGTH / float(row["tolerance"])
    return Margin(
        str(row["margin"]), str(row["kind"]), low_weights, high_weights, low, high, strength
    )


def _chosen(cells: pd.DataFrame, municipality: str, sectors: str, occupations: str) -> Array:
    """(cells,) 1 where the cell belongs to the margin."""
    use = np.ones(len(cells), dtype=bool)
    if municipality:
        use &= (cells["municipality"] == municipality).to_numpy()
    if sectors:
        use &= cells["sector"].isin(sectors.split("|")).to_numpy()
    if occupations:
        use &= cells["occupation"].str.startswith(tuple(occupations.split("|"))).to_numpy()
    return use.astype(float)


def _residuals(
    rows: pd.DataFrame, statements: list[Margin], cells: pd.DataFrame, result: Reconciled
) -> pd.DataFrame:
    """What every margin reached, in FTE; shares are turned into FTE of the estimate."""
    records = []
    for (_, row), margin in zip(rows.iterrows(), statements, strict=True):
        part = _chosen(cells, row["municipality"], row["sectors"], row["occupations"])
        reached = float(part @ result.values)
        whole = 1.0
        if row["unit"] != "fte":
            whole = float(
                _chosen(cells, row["municipality"], row["of_sectors"], "") @ result.values
            )
        low, high = float(row["low"]) * whole, float(row["high"]) * whole
        named = (margin.name, str(row["stage"]), margin.kind)
        limits = (low, high, float(row["tolerance"]))
        records.append(residual(named, limits, reached, str(row["source_id"])))
    return pd.DataFrame(records)


def residual(
    named: tuple[str, str, str], limits: tuple[float, float, float], reached: float, source_id: str
) -> dict[str, object]:
    """One row of `Estimate.margins`.

    Parameters
    ----------
    named : margin, stage, kind.
    limits : low and high in FTE, and the tolerance as share.
    reached : FTE in the estimate.
    source_id : where the margin is from.

    >>> row = residual(("oslo", "storby", "interval"), (90.0, 100.0, 0.05), 104.0, "judgement")
    >>> row["residual"], row["within_tolerance"]
    (4.0, 1)
    """
    low, high, tolerance = limits
    missed = float(settled(min(reached - low, 0.0) + max(reached - high, 0.0), EXACT))
    return {
        "margin": named[0],
        "stage": named[1],
        "kind": named[2],
        "low": float(settled(low, 1)),
        "high": float(settled(high, 1)),
        "tolerance": tolerance,
        "reached": float(settled(reached, 1)),
        "residual": float(settled(missed, 1)) + 0.0,
        "within_tolerance": int(abs(missed) <= max(tolerance * high, 0.05)),
        "source_id": source_id,
    }


def as_table(cells: pd.DataFrame, seeds: pd.DataFrame) -> pd.DataFrame:
    """An estimate in the form of data/workforce/, with the size of its errors.

    Parameters
    ----------
    cells : municipality, sector, occupation, and contracted FTE.
    seeds : as `sown` gives them.

    Returns
    -------
    `Estimate.fte`, sorted, cells of less than 0.005 FTE left out.
    """
    frame = cells[["municipality", "sector", "occupation"]].assign(
        fte=at_work(cells["fte"].to_numpy(float))
    )
    frame = frame[frame["fte"] > 0]
    frame = frame.join(error_sizes(seeds), on="occupation").assign(source_id="judgement")
    return frame.sort_values(["municipality", "sector", "occupation"], ignore_index=True)


def error_sizes(seeds: pd.DataFrame) -> pd.DataFrame:
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
