"""Is a staff file likely? FTE per person, leaders, the size of the municipality."""

from __future__ import annotations

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.messages import Message, Text, say, sentences
from autopot.workforce.staff.amounts import MOST_PER_PERSON
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.our_names import OurNames
from autopot.workforce.staff.reading import StaffFile

FTE_WITH_LEADER = 30.0
"""A service of this size has a leader somewhere."""

PUBLISHED_TOLERANCE, ESTIMATE_TOLERANCE = 0.25, 0.6
"""How far from a published total, and from our estimate of all municipalities, is worth a word.

Narrow enough to see a file that counts everything twice. The error of the estimate is 0.4 on the
log scale for the smallest (data/workforce/uncertainty.csv, judgement), so that one in four of their
correct files may be told; a warning stops nothing.
"""

SECTOR_TIMES, SECTOR_PART, SECTOR_FTE = 3.0, 0.1, 20.0
"""How far a sector may be from our estimate of it where the municipality's total is not far: three
times as large, or a tenth, where the larger of the two holds so many FTE. Our judgement: the
estimate knows the residents of a municipality, not what it has chosen.
"""

MOST_SECTORS = 4
"""Sectors named in one finding, the largest differences."""

ESTIMATE = "workforce/norway-2024-sectors"
"""The packaged workforce whose totals stand in where nothing is published (docs/data.md)."""

STYRK98_SHARE = 0.1

PART = 0.5
"""Of what is published or estimated: a file with less is called a part of the staff. Our judgement:
a whole file of a small municipality may lie far from our estimate, and need only be warned of."""


def plausibility(staff: StaffFile) -> list[Finding]:
    """Warnings about a staff file that can be read.

    Parameters
    ----------
    staff : the staff file.

    Returns
    -------
    Warnings; the limits are our judgement and stand in this module.
    """
    return [
        *_large_fractions(staff),
        *_no_leaders(staff.cells),
        *_far_from_published(staff.cells),
        *_sectors_far(staff.cells),
        *_maybe_styrk98(staff),
    ]


def whole_of_part(cells: pd.DataFrame) -> float | None:
    """FTE of the municipalities of a staff file that holds only a part of some of them.

    Parameters
    ----------
    cells : municipality, sector, fte, as of `StaffFile`.

    Returns
    -------
    What is published or else estimated of the municipalities that the file has far too little of,
    and what the file has of the others; None where it has far too little of none.
    """
    far = [finding.values for finding in _far_from_published(cells) if "fte" in finding.values]
    sizes = [(float(str(v["published"])), float(str(v["fte"]))) for v in far]
    less = sum(whole - there for whole, there in sizes if there < PART * whole)
    return float(cells["fte"].sum()) + less if less else None


def _large_fractions(staff: StaffFile) -> list[Finding]:
    """Rows with more FTE than their persons can have, one finding a sheet."""
    findings = []
    rows = staff.rows[staff.rows["left_out"] == ""]
    for number, header in enumerate(staff.headers):
        here = rows[rows["sheet"] == number]
        persons = here["headcount"]
        if "percent" in header.columns and "fte" not in header.columns:
            persons = persons.fillna(here["count"])
        per_person = here["fte"] / persons
        large = here[per_person > MOST_PER_PERSON]
        if len(large):
            column = header.columns.get("fte", header.columns.get("percent"))
            values = {"value": float(per_person.max())}
            at = tuple(int(row) for row in large["row"])
            fte = float(large["fte"].sum())
            findings.append(
                Finding(
                    kind="large_fraction",
                    values=values,
                    sheet=staff.sheets[number],
                    rows=at,
                    column=column,
                    fte=fte,
                )
            )
    return findings


def _no_leaders(cells: pd.DataFrame) -> list[Finding]:
    names = catalogue.sectors().set_index("sector")["name_nb"]
    leaders = cells["fte"].where(cells["occupation"].str.startswith("1"), 0.0)
    sums = (
        cells.assign(leaders=leaders).groupby(["municipality", "sector"])[["fte", "leaders"]].sum()
    )
    without = sums[(sums["leaders"] == 0) & (sums["fte"] >= FTE_WITH_LEADER)]
    return [
        Finding(
            "no_leaders",
            {
                "sector": str(names[sector]),
                "municipality": _named(str(municipality)),
                "fte": round(float(row["fte"])),
            },
            fte=float(row["fte"]),
        )
        for (municipality, sector), row in without.iterrows()
    ]


def _far_from_published(cells: pd.DataFrame) -> list[Finding]:
    """Total of each municipality against a published one, or against our estimate of it."""
    margins = catalogue.table("workforce/margins")
    totals = margins[margins["margin"].str.endswith("-total") & (margins["stage"] == "storby")]
    known = totals.set_index("municipality")
    estimate = _contracted().groupby("municipality").sum()
    findings = []
    source = ""
    for code, part in cells.groupby("municipality"):
        if code in known.index:
            sectors = str(known.loc[code, "sectors"]).split("|")
            sectors = catalogue.municipal_sectors() if sectors == [""] else sectors
            fte = float(part.loc[part["sector"].isin(sectors), "fte"].sum())
            expected = float(known.loc[code, ["low", "high"]].mean())
            limit, what = PUBLISHED_TOLERANCE, "published"
            source = str(known.loc[code, "source_id"])
        elif code not in estimate.index:
            findings.append(Finding("no_total_of_county", {"municipality": _named(str(code))}))
            continue
        else:
            fte = float(part["fte"].sum())
            expected = float(estimate[code])
            limit, what = ESTIMATE_TOLERANCE, "estimate"
        if fte > 0 and abs(np.log(fte / expected)) > np.log(1 + limit):
            values: dict[str, str | float] = {
                "municipality": _named(str(code)),
                "fte": round(fte),
                "published": round(expected),
                "source": source,
            }
            findings.append(Finding(f"far_from_{what}", values, fte=fte))
    return findings


def _sectors_far(cells: pd.DataFrame) -> list[Finding]:
    """Sectors far from our estimate, in municipalities that as a whole are near theirs."""
    estimate = _contracted()
    estimate = estimate[estimate.index.isin(cells["municipality"].unique(), level="municipality")]
    own = cells.groupby(["municipality", "sector"])["fte"].sum()
    both = pd.DataFrame({"fte": own, "expected": estimate}).fillna(0.0)
    total = both.groupby("municipality").transform("sum")
    whole = np.abs(np.log(total["fte"] / total["expected"])) <= np.log(1 + ESTIMATE_TOLERANCE)
    odd = (both["fte"] > SECTOR_TIMES * both["expected"]) | (
        both["fte"] < SECTOR_PART * both["expected"]
    )
    far = both[whole & odd & (both.max(axis=1) >= SECTOR_FTE)].reset_index()
    far["gap"] = (far["fte"] - far["expected"]).abs()
    names = catalogue.sectors().set_index("sector")["name_nb"]
    findings = []
    for code, part in far.sort_values("gap", ascending=False).groupby("municipality"):
        told = [
            _beside_estimate(names[row["sector"]], row["fte"], row["expected"])
            for _, row in part.head(MOST_SECTORS).iterrows()
        ]
        values: dict[str, Text] = {
            "municipality": _named(str(code)),
            "sectors": sentences(told, ", "),
        }
        findings.append(Finding("sectors_far_from_estimate", values, fte=float(part["gap"].sum())))
    return findings


def _contracted() -> pd.Series:
    """Our estimate by municipality and sector in contracted FTE, which staff files hold."""
    estimate = catalogue.table(ESTIMATE).set_index(["municipality", "sector"])["fte"]
    return estimate / catalogue.share_at_work()


def _beside_estimate(sector: str, fte: float, expected: float) -> Message:
    """A sector with its FTE, and our estimate of them in brackets."""
    return say(
        "{sector} {fte:,.0f} ({expected:,.0f})", sector=OurNames(sector), fte=fte, expected=expected
    )


def _maybe_styrk98(staff: StaffFile) -> list[Finding]:
    """Many four-digit codes that STYRK-08 does not have."""
    unknown = sum(finding.kind == "unknown_occupation" for finding in staff.findings)
    codes = staff.rows["occupation"].dropna().astype(str)
    known = codes[codes.str.fullmatch(r"\d{4}")]
    share = unknown / max(1, unknown + known.nunique())
    if unknown < 3 or share < STYRK98_SHARE:
        return []
    return [Finding("maybe_styrk98", {"share": round(100 * share)})]


def _named(code: str) -> str:
    names = catalogue.employers().set_index("municipality")["name"]
    return f"{code} {names[code]}"
