"""The radar in words: rows for the terminal and what each technology says in other tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from autopot import catalogue
from autopot.analysis.readiness import PARTS, TOTAL
from autopot.messages import language, name_in, told
from autopot.messages.numbers import percent, rounded
from autopot.report.labels import label
from autopot.report.tables import level_table, names

TOP_SECTORS = 3
"""How many sectors a technology names."""

Rows = tuple[list[str], list[list[str]]]


def technology_frame(radar: pd.DataFrame, potential: pd.DataFrame) -> pd.DataFrame:
    """Technologies of the radar with their potential, inner ring first, largest first.

    Parameters
    ----------
    radar : technologies with class.
    potential : long form.

    Returns
    -------
    The columns of `radar`, then share_… and fte_…; missing where a technology has no potential of
    its own or its figures are hidden.
    """
    figures = level_table(potential, "technology").drop(
        columns=["radar_class", "fte_base", "suppressed"]
    )
    order = {name: number for number, name in enumerate(catalogue.radar_classes()["radar_class"])}
    joined = radar.merge(figures, on="technology", how="left", validate="one_to_one")
    return joined.sort_values(
        ["radar_class", "fte_mean"],
        key=lambda c: c.map(order) if c.name == "radar_class" else -c,
        ignore_index=True,
    )


def technology_rows(technologies: pd.DataFrame, movements: Mapping[str, str] | None) -> Rows:
    """Class, technology, quadrant, potential in FTE and share, each with its interval.

    Parameters
    ----------
    technologies : as from `technology_frame`.
    movements : technology -> new, in, out or none; None where nothing is known.
    """
    name = names()
    keys = ["radar_class", "technology", "category", "fte_short", "interval_short"]
    headings = [label(k) for k in [*keys, "share_short", "interval_short"]]
    if movements is not None:
        headings.append(told("Since last"))
    rows, last = [], ""
    for _, row in technologies.iterrows():
        ring = name["radar_class"][row["radar_class"]]
        cells = [
            "" if ring == last else ring,
            str(row[name_in(row.index)]),
            name["category"][row["category"]],
            *_figures(row),
        ]
        if movements is not None:
            cells.append(label(f"movement_{movements[row['technology']]}"))
        rows.append(cells)
        last = ring
    return headings, rows


def _figures(row: pd.Series) -> list[str]:
    if pd.isna(row["fte_mean"]):
        return ["–" if row["cross_cutting"] else told("hidden"), "", "", ""]
    low, high = row["fte_p05"], row["fte_p95"]
    return [
        rounded(row["fte_mean"]),
        f"{rounded(low)}–{rounded(high)}",
        percent(row["share_mean"], 1),
        f"{percent(row['share_p05'], 1)}–{percent(row['share_p95'], 1)}",
    ]


def readiness_rows(readiness: pd.DataFrame) -> Rows:
    """Sector, and how much of its potential is ready now, later and on hold, with intervals.

    Parameters
    ----------
    readiness : as from `autopot.analysis.readiness.readiness_table`.
    """
    headings = [told("Sector")]
    for part in PARTS:
        headings += [label(f"readiness_{part}"), told("90%")]
    headings.append(told("Potential, FTE"))
    table = readiness.set_index(["sector", "part", "unit"])
    mapping = {TOTAL: told("Total"), **names()["sector"]}
    rows = []
    for sector in dict.fromkeys(readiness["sector"]):
        cells = [mapping[sector]]
        for part in PARTS:
            row = table.loc[(sector, part, "share")]
            cells += _share(row)
        fte = [table.loc[(sector, part, "fte"), "mean"] for part in ("now", "later")]
        cells.append("–" if pd.isna(fte).any() else rounded(sum(fte)))
        rows.append(cells)
    return headings, rows


def _share(row: pd.Series) -> list[str]:
    if pd.isna(row["mean"]):
        return [told("hidden"), ""]
    interval = f"{percent(row['p05'])}–{percent(row['p95'])}"
    return [percent(row["mean"]), interval]


def most_relevant(relevance: pd.DataFrame, row: pd.Series) -> dict[str, str]:
    """The sectors with most of a technology's potential -> their share of all of it, as text.

    Parameters
    ----------
    relevance : mean potential by sector and technology; hidden sectors are not in it.
    row : of `technology_frame`.
    """
    own = relevance[relevance["technology"] == row["technology"]]
    total = row["fte_mean"]
    if not total > 0:
        return {}
    top = own.sort_values("fte_mean", ascending=False).head(TOP_SECTORS)
    sector = names()["sector"]
    return {
        sector[part.sector]: percent(min(1.0, part.fte_mean / total))
        for part in top.itertuples()
        if part.fte_mean > 0
    }


def technology_paragraphs(
    row: pd.Series, sectors: Mapping[str, str], calibrated: bool, hidden: bool
) -> tuple[str, ...]:
    """What a technology says about itself in another tool, as plain text.

    Parameters
    ----------
    row : of `technology_frame`.
    sectors : sector -> share of the technology's potential, as text.
    calibrated : whether the figures were moved to meet a published total.
    hidden : whether some sectors are hidden.
    """
    ring = catalogue.radar_classes().set_index("radar_class").loc[row["radar_class"]]
    texts = [
        _class(ring),
        _potential(row, calibrated),
    ]
    if sectors:
        listed = ", ".join(f"{name} ({share})" for name, share in sectors.items())
        key = "blip_sectors_shown" if hidden else "blip_sectors"
        texts.append(label(key, sectors=listed))
    if language() != "en":  # the basis is written in Norwegian only
        texts.append(
            told(
                "Solution: {maturity}. Use: {understanding}.",
                maturity=row["maturity_basis_nb"],
                understanding=row["understanding_basis_nb"],
            )
        )
    if row["radar_class"] == "hold":
        texts.append(
            told(
                "Hold means that no solution exists and the use is unknown, not that the "
                "municipality should move away from the technology."
            )
        )
    return tuple(text for text in texts if text)


def _class(ring: pd.Series) -> str:
    """Name and meaning of a class; what it means is written in Norwegian only."""
    name = ring[name_in(ring.index)]
    if language() == "en":
        return told("Class: {name} (Norwegian: {nb}).", name=name, nb=ring["name_nb"])
    return told("Class: {name}. {meaning}.", name=name, meaning=ring["meaning_nb"])


def _potential(row: pd.Series, calibrated: bool) -> str:
    if row["cross_cutting"]:
        return told("Runs across the others and has no potential of its own.")
    if pd.isna(row["fte_mean"]):
        return told("The potential is not shown, because few employees are concerned.")
    figures: dict[str, Any] = {
        "fte": rounded(row["fte_mean"]),
        "fte_low": rounded(row["fte_p05"]),
        "fte_high": rounded(row["fte_p95"]),
        "share": percent(row["share_mean"], 1),
        "low": percent(row["share_p05"], 1),
        "high": percent(row["share_p95"], 1),
    }
    mark = f" ({told('calibrated')})" if calibrated else ""
    return told(
        "Technical potential{mark}: {fte} FTE (90% interval {fte_low} to "
        "{fte_high}), {share} of FTE ({low} to {high}). It is not savings.",
        mark=mark,
        **figures,
    )
