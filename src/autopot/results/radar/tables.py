"""The radar in tables, and what each technology says in other tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from autopot import catalogue
from autopot.analysis.readiness import PARTS, TOTAL
from autopot.messages import Text, language, name_in, say, told
from autopot.messages.numbers import percent, rounded
from autopot.results.frames import level_table
from autopot.results.labels import label
from autopot.results.run.tables import OWN_RADAR
from autopot.tables import Brief, Table, TableColumn, column
from autopot.tables.names import names

TOP_SECTORS = 3
"""How many sectors a technology names."""

FIGURES = tuple(f"{unit}_{value}" for unit in ("fte", "share") for value in ("mean", "p05", "p95"))

READINESS = say(
    "Shares of the technical potential. Ready now: technology in the classes "
    "Adopt and Trial. Later: Assess and Hold. Hold means that no solution exists "
    "and the use is unknown, not that the municipality should move away from the "
    "technology."
)


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


def technology_table(
    technologies: pd.DataFrame,
    movements: Mapping[str, str] | None,
    mark: str,
    notes: Sequence[Text] = (),
) -> Table:
    """Technology, class, quadrant, potential in FTE and share, each with its interval.

    Parameters
    ----------
    technologies : as from `technology_frame`.
    movements : technology -> new, in, out or none; None where nothing is known.
    mark : what stands after title and headings; empty or "(calibrated)".
    notes : what else the reader must know.
    """
    name = names()
    frame = pd.DataFrame(
        {
            "technology": technologies[name_in(technologies.columns)],
            "radar_class": technologies["radar_class"].map(name["radar_class"]),
            "category": technologies["category"].map(name["category"]),
            **{column: technologies[column] for column in FIGURES},
        }
    )
    if movements is not None:
        moved = technologies["technology"].map(movements)
        frame["movement"] = [label(f"movement_{one}") for one in moved]
    known = technologies["fte_mean"].notna() | technologies["cross_cutting"].astype(bool)
    return Table(
        name="technologies",
        title=told("Technologies on the radar, inner ring first"),
        frame=frame.assign(suppressed=~known),
        brief=(
            *("technology", "radar_class", "category", "fte_mean", ("fte_p05", "fte_p95")),
            *("share_mean", ("share_p05", "share_p95")),
            *(() if movements is None else ("movement",)),
        ),
        own={
            name: TableColumn(column(name).short, name, "share_exact")
            for name in ("share_mean", "share_p05", "share_p95")
        },
        mark=mark,
        notes=(OWN_RADAR, *notes),
    )


def readiness_of(readiness: pd.DataFrame, mark: str) -> Table:
    """How much of each sector's potential is ready now, later and on hold, with intervals.

    Parameters
    ----------
    readiness : as from `autopot.analysis.readiness.readiness_table`.
    mark : as in `technology_table`.
    """
    sectors = list(dict.fromkeys(readiness["sector"]))
    mapping = {TOTAL: told("Total"), **names()["sector"]}
    frame = pd.DataFrame({"sector": [mapping[sector] for sector in sectors]})
    brief: list[Brief] = ["sector"]
    for unit in ("share", "fte"):
        for part in PARTS:
            stem = f"{unit}_{part}"
            rows = readiness[(readiness["unit"] == unit) & (readiness["part"] == part)]
            figures = rows.set_index("sector").reindex(sectors)
            for value in ("mean", "p05", "p95"):
                frame[f"{stem}_{value}"] = figures[value].to_numpy()
            brief += [f"{stem}_mean", (f"{stem}_p05", f"{stem}_p95")] if unit == "share" else []
    frame["fte_mean"] = frame["fte_now_mean"] + frame["fte_later_mean"]
    return Table(
        name="readiness",
        title=told("How much of the potential is ready now?"),
        frame=frame.assign(suppressed=frame["share_now_mean"].isna()),
        brief=(*brief, "fte_mean"),
        own={"fte_mean": TableColumn(told("Potential, FTE"), "fte_mean")},
        mark=mark,
        notes=(READINESS,),
    )


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
