"""The radar in words: rows for the terminal and what each technology says in other tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from autopot import catalogue
from autopot.analysis.readiness import PARTS, TOTAL
from autopot.report.numbers import percent, rounded
from autopot.report.tables import level_table, names
from autopot.report.words import word

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


def technology_rows(
    technologies: pd.DataFrame, movements: Mapping[str, str] | None, language: str
) -> Rows:
    """Class, technology, quadrant, potential in FTE and share, each with its interval.

    Parameters
    ----------
    technologies : as from `technology_frame`.
    movements : technology -> new, in, out or none; None where nothing is known.
    language : nb or en.
    """
    name = names(language)
    keys = ["radar_class", "technology", "category", "fte_short", "interval_short"]
    headings = [word(k, language) for k in [*keys, "share_short", "interval_short"]]
    if movements is not None:
        headings.append(word("movement", language))
    rows, last = [], ""
    for _, row in technologies.iterrows():
        ring = name["radar_class"][row["radar_class"]]
        cells = [
            "" if ring == last else ring,
            str(row[f"name_{language}"]),
            name["category"][row["category"]],
            *_figures(row, language),
        ]
        if movements is not None:
            cells.append(word(f"movement_{movements[row['technology']]}", language))
        rows.append(cells)
        last = ring
    return headings, rows


def _figures(row: pd.Series, language: str) -> list[str]:
    if pd.isna(row["fte_mean"]):
        return ["–" if row["cross_cutting"] else word("hidden", language), "", "", ""]
    low, high = row["fte_p05"], row["fte_p95"]
    return [
        rounded(row["fte_mean"], language),
        f"{rounded(low, language)}–{rounded(high, language)}",
        percent(row["share_mean"], language, 1),
        f"{percent(row['share_p05'], language, 1)}–{percent(row['share_p95'], language, 1)}",
    ]


def readiness_rows(readiness: pd.DataFrame, language: str) -> Rows:
    """Sector, and how much of its potential is ready now, later and on hold, with intervals.

    Parameters
    ----------
    readiness : as from `autopot.analysis.readiness.readiness_table`.
    language : nb or en.
    """
    headings = [word("sector", language)]
    for part in PARTS:
        headings += [word(f"readiness_{part}", language), word("interval_short", language)]
    headings.append(word("readiness_potential", language))
    table = readiness.set_index(["sector", "part", "unit"])
    mapping = {TOTAL: word("total", language), **names(language)["sector"]}
    rows = []
    for sector in dict.fromkeys(readiness["sector"]):
        cells = [mapping[sector]]
        for part in PARTS:
            row = table.loc[(sector, part, "share")]
            cells += _share(row, language)
        fte = [table.loc[(sector, part, "fte"), "mean"] for part in ("now", "later")]
        cells.append("–" if pd.isna(fte).any() else rounded(sum(fte), language))
        rows.append(cells)
    return headings, rows


def _share(row: pd.Series, language: str) -> list[str]:
    if pd.isna(row["mean"]):
        return [word("hidden", language), ""]
    interval = f"{percent(row['p05'], language)}–{percent(row['p95'], language)}"
    return [percent(row["mean"], language), interval]


def most_relevant(relevance: pd.DataFrame, row: pd.Series, language: str) -> dict[str, str]:
    """The sectors with most of a technology's potential -> their share of all of it, as text.

    Parameters
    ----------
    relevance : mean potential by sector and technology; hidden sectors are not in it.
    row : of `technology_frame`.
    language : nb or en.
    """
    own = relevance[relevance["technology"] == row["technology"]]
    total = row["fte_mean"]
    if not total > 0:
        return {}
    top = own.sort_values("fte_mean", ascending=False).head(TOP_SECTORS)
    sector = names(language)["sector"]
    return {
        sector[part.sector]: percent(min(1.0, part.fte_mean / total), language)
        for part in top.itertuples()
        if part.fte_mean > 0
    }


def technology_paragraphs(
    row: pd.Series, sectors: Mapping[str, str], language: str, calibrated: bool, hidden: bool
) -> tuple[str, ...]:
    """What a technology says about itself in another tool, as plain text.

    Parameters
    ----------
    row : of `technology_frame`.
    sectors : sector -> share of the technology's potential, as text.
    language : nb or en.
    calibrated : whether the figures were moved to meet a published total.
    hidden : whether some sectors are hidden.
    """
    ring = catalogue.radar_classes().set_index("radar_class").loc[row["radar_class"]]
    texts = [
        word("blip_class", language).format(
            name=ring[f"name_{language}"], meaning=ring["meaning_nb"], nb=ring["name_nb"]
        ),
        _potential(row, language, calibrated),
    ]
    if sectors:
        listed = ", ".join(f"{name} ({share})" for name, share in sectors.items())
        key = "blip_sectors_shown" if hidden else "blip_sectors"
        texts.append(word(key, language).format(sectors=listed))
    texts.append(
        word("blip_basis", language).format(
            maturity=row["maturity_basis_nb"], understanding=row["understanding_basis_nb"]
        )
    )
    if row["radar_class"] == "hold":
        texts.append(word("blip_hold", language))
    return tuple(text for text in texts if text)


def _potential(row: pd.Series, language: str, calibrated: bool) -> str:
    if row["cross_cutting"]:
        return word("blip_no_potential", language)
    if pd.isna(row["fte_mean"]):
        return word("blip_hidden", language)
    figures: dict[str, Any] = {
        "fte": rounded(row["fte_mean"], language),
        "fte_low": rounded(row["fte_p05"], language),
        "fte_high": rounded(row["fte_p95"], language),
        "share": percent(row["share_mean"], language, 1),
        "low": percent(row["share_p05"], language, 1),
        "high": percent(row["share_p95"], language, 1),
    }
    mark = f" ({word('is_calibrated', language)})" if calibrated else ""
    return word("blip_potential", language).format(mark=mark, **figures)
