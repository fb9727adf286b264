"""How well the estimate predicts figures it is not built from.

Each published figure is left out in turn, the estimate made again by the same rules, and what it
says held against what was left out:

- total: FTE of a city with a figure of its own, from the other cities and the nation;
- sector: the published parts of Oslo and Stavanger, from their totals alone;
- nation: a margin of the nation, from the seeds and all other margins;
- nurses: nurses' FTE in 55 municipalities. No estimate uses them. Within a sector every
  municipality has the same mix, so that they should be in proportion to its health and care; the
  level, which differs by what is counted, is taken out.

The error is log(predicted / published). The interval of a city is taken at its middle; for the
nation, whose intervals are wide, a value inside has the error 0.

`drawn_errors` says how large an error the `workforce` factor draws in the same places. It must not
be smaller (tests/test_held_out.py).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.statistics.country import (
    rest_of_country,
    rest_totals,
)
from autopot.statistics.estimate import reconcile_municipalities, reconcile_nation, with_own_figures
from autopot.statistics.seeds import sown

COLUMNS = ["held_out", "margin", "municipality", "predicted", "published", "error"]
CARE = "health_care"


def held_out() -> pd.DataFrame:
    """Every figure that was left out, beside what the estimate says without it.

    Returns
    -------
    Columns held_out ("total", "sector", "nation", "nurses"), margin, municipality, predicted and
    published (contracted FTE), error (log of their proportion).
    """
    nation, rows = reconcile_nation(sown())
    own, own_rows = reconcile_municipalities(nation, with_own_figures())
    known = own.pivot_table("fte", "municipality", "sector", aggfunc="sum")
    parts = [
        _totals(nation, known),
        _sectors(nation, own_rows),
        _nation(rows),
        _nurses(nation, known),
    ]
    return pd.concat(parts, ignore_index=True)[COLUMNS]


def measured_errors(found: pd.DataFrame) -> pd.DataFrame:
    """Errors of each kind together, beside the errors that are drawn.

    Parameters
    ----------
    found : as `held_out` gives them.

    Returns
    -------
    Columns held_out, size_group (of nurses, else ""), cases, error (root of the mean square, log
    scale), drawn (standard deviation on the log scale).
    """
    groups = catalogue.size_group_of()
    of_size = found["municipality"].map(groups).where(found["held_out"] == "nurses", "")
    rows = []
    order = ["", *catalogue.size_groups()["size_group"]]
    for kind in ("total", "sector", "nation", "nurses"):
        for group in order:
            here = found[(found["held_out"] == kind) & (of_size == group)]
            if len(here):
                error = float(np.sqrt((here["error"] ** 2).mean()))
                drawn = drawn_error(kind, group)
                rows.append((kind, group, len(here), error, drawn))
    return pd.DataFrame(rows, columns=["held_out", "size_group", "cases", "error", "drawn"])


def drawn_error(kind: str, group: str) -> float:
    """The error that is drawn where a municipality has no figure of its own.

    A sector's share keeps to the total: with sizes v of every sector's error and shares w, the log
    of one share has the variance v (1 - 2 w + sum w^2). It is largest for the smallest sectors; for
    "sector" that of a sector of a tenth is told. For "nation" it is the mean over occupations.

    Parameters
    ----------
    kind : as in `held_out`.
    group : size group; "" for cities.

    Returns
    -------
    Standard deviation on the log scale.
    """
    if kind == "nation":
        mix = catalogue.table("workforce/norway-2024-occupations")
        square = mix["share_log_sd"] ** 2 + mix["split_log_sd"] ** 2
        return float(np.sqrt(np.average(square, weights=mix["fte"])))
    total, sector = _drawn("total", group), _drawn("sector", group)
    if kind == "total":
        return total
    share = _shares()
    own = 0.1 if kind == "sector" else float(share[CARE])
    of_share = sector * float(np.sqrt(1 - 2 * own + (share**2).sum()))
    return of_share if kind == "sector" else float(np.hypot(total, of_share))


def _totals(nation: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    total = known.sum(axis=1)
    whole = float(nation["fte"].sum())
    margins = catalogue.table("workforce/margins")
    margins = margins[margins["margin"].str.endswith("-total") & margins["municipality"].ne("")]
    rows = []
    for row in margins.itertuples():
        city = str(row.municipality)
        others = total.drop(city)
        predicted = rest_totals(others, whole - float(others.sum()))[city]
        outside = [] if row.sectors == "" else set(known) - set(str(row.sectors).split("|"))
        published = (row.low + row.high) / 2 + float(known.loc[city, list(outside)].sum())
        rows.append(("total", str(row.margin), city, predicted, published))
    return _with_error(rows)


def _sectors(nation: pd.DataFrame, own_rows: pd.DataFrame) -> pd.DataFrame:
    margins = catalogue.table("workforce/margins")
    parts = margins[(margins["stage"] == "storby") & ~margins["margin"].str.endswith("-total")]
    cells, _ = reconcile_municipalities(nation, with_own_figures(), list(parts["margin"]))
    limits = own_rows.set_index("margin")
    rows = []
    for part in parts.itertuples():
        here = cells["municipality"].eq(part.municipality)
        here &= cells["sector"].isin(str(part.sectors).split("|"))
        low, high = limits.loc[part.margin, ["low", "high"]]
        predicted = float(cells.loc[here, "fte"].sum())
        rows.append(("sector", part.margin, part.municipality, predicted, (low + high) / 2))
    return _with_error(rows)


def _nation(rows: pd.DataFrame) -> pd.DataFrame:
    seeds = sown()
    told = rows[~rows["margin"].str.startswith("occupation-") & (rows["kind"] != "hard")]
    found = []
    for margin in told["margin"]:
        cells, _ = reconcile_nation(seeds, left_out=margin)
        predicted, low, high = _reached(margin, cells)
        published = min(max(predicted, low), high)
        found.append(("nation", margin, "", predicted, published))
    return _with_error(found)


def _reached(margin: str, cells: pd.DataFrame) -> tuple[float, float, float]:
    """What a national margin's cells sum to, and its limits, in FTE."""
    row = catalogue.table("workforce/margins").set_index("margin").loc[margin]
    use = pd.Series(True, index=cells.index)
    if row["sectors"]:
        use &= cells["sector"].isin(str(row["sectors"]).split("|"))
    if row["occupations"]:
        use &= cells["occupation"].str.startswith(tuple(str(row["occupations"]).split("|")))
    of = 1.0
    if row["unit"] != "fte":
        whole = cells["sector"].isin(str(row["of_sectors"]).split("|")) | (row["of_sectors"] == "")
        of = float(cells.loc[whole, "fte"].sum())
    return float(cells.loc[use, "fte"].sum()), float(row["low"]) * of, float(row["high"]) * of


def _nurses(nation: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    published = catalogue.table("workforce/nurses").set_index("municipality")["fte"]
    care = pd.concat([known, rest_of_country(nation, known)])[CARE]
    predicted = care.reindex(published.index)
    error = np.log(predicted / published)
    level = float(np.exp(-np.average(error, weights=published)))
    rows = [
        ("nurses", "nurses", code, float(predicted[code]) * level, float(published[code]))
        for code in published.index
    ]
    return _with_error(rows)


def _with_error(rows: list[tuple[str, str, str, float, float]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS[:-1])
    return frame.assign(error=np.log(frame["predicted"] / frame["published"]))


def _drawn(component: str, group: str) -> float:
    table = catalogue.table("workforce/uncertainty")
    use = table[(table["component"] == component) & (table["municipality"] == "*")]
    by_size = use.set_index("size_group")["log_sd"]
    return float(by_size[group] if group in by_size.index else by_size["*"])


def _shares() -> pd.Series:
    """Share of each sector in the country."""
    sectors = catalogue.table("workforce/norway-2024-sectors").groupby("sector")["fte"].sum()
    return sectors / sectors.sum()
