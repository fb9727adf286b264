"""Rows of text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from autopot import catalogue
from autopot.analysis.levels import BESIDE
from autopot.evidence import GATES
from autopot.messages import told
from autopot.messages.numbers import percent, rounded
from autopot.report.labels import label
from autopot.report.ranked import in_groups, place_texts
from autopot.report.sizes import MANY
from autopot.report.tables import level_table, names, with_beside

BAR_CELLS = 20
BAR_END = 0.6


def level_table_rows(
    potential: pd.DataFrame,
    beside: pd.DataFrame,
    level: str,
    bars: bool,
    groups: Sequence[Sequence[str]] = (),
) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of sectors or municipalities, the total first.

    Parameters
    ----------
    potential : long form.
    beside : what stands beside it, long form; empty where nothing does.
    level : sector or municipality.
    bars : whether the interval is also drawn.
    groups : of sectors by certain rank; they decide the order, and give a column of places.

    Returns
    -------
    Place where groups are given, name, FTE, share with interval, potential in FTE with interval,
    and the share that stands beside it.
    """
    total = with_beside(level_table(potential, "total"), beside, "total").assign(**{level: ""})
    things = in_groups(with_beside(level_table(potential, level), beside, level), level, groups)
    frame = pd.concat([total, things], ignore_index=True)
    mapping, place = names()[level], place_texts(groups)
    headings = [label(level)]
    headings += [told("Place")] if groups else []
    headings += [label(key) for key in ("fte_base", "share_short", "interval_short")]
    headings += [""] if bars else []
    headings += [label(key) for key in ("fte_short", "interval_short")]
    headings += [told("Beside")] if len(beside) else []
    rows = []
    for _, row in frame.iterrows():
        name = mapping.get(str(row[level]), told("Total"))
        cells = [name, *([place.get(str(row[level]), "")] if groups else [])]
        if row["suppressed"]:
            hidden = told("hidden")
            rows.append([*cells, hidden, *["–"] * (len(headings) - len(cells) - 1)])
            continue
        low, middle, high = row["share_p05"], row["share_mean"], row["share_p95"]
        cells += [
            rounded(row["fte_base"]),
            percent(middle),
            f"{percent(low)}–{percent(high)}",
            *([bar(low, middle, high)] if bars else []),
            rounded(row["fte_mean"]),
            f"{rounded(row['fte_p05'])}–{rounded(row['fte_p95'])}",
            *([f"+ {percent(row['share_beside_mean'], 1)}"] if len(beside) else []),
        ]
        rows.append(cells)
    return headings, rows


def radar_table_rows(potential: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    """Headings and rows by radar class, share of FTE: total, sectors, municipalities if several."""
    order = list(catalogue.radar_classes()["radar_class"])
    headings, rows = _split_rows(potential, "radar_class", order, "sector")
    if not 1 < len(level_table(potential, "municipality")) < MANY:
        return headings, rows
    _, towns = _split_rows(potential, "radar_class", order, "municipality")
    return headings, [*rows, *towns[1:]]


def gate_table_rows(potential: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    """The same by how far law or duty requires a person; a layer beside the rest says so."""
    headings, rows = _split_rows(potential, "human_required", list(GATES), "sector")
    apart = set(potential.loc[potential["kind"] == BESIDE, "human_required"])
    layers = [
        f"{name} ({told('Beside').lower()})" if gate in apart else name
        for gate, name in zip(GATES, headings[1:], strict=True)
    ]
    return [headings[0], *layers], rows


def _split_rows(
    potential: pd.DataFrame, key: str, order: list[str], by: str
) -> tuple[list[str], list[list[str]]]:
    mapping = names()
    total = level_table(potential, key).assign(**{by: ""})
    frame = pd.concat([total, level_table(potential, f"{by}_{key}")], ignore_index=True)
    rows = []
    for code, part in frame.groupby(by, sort=False):
        shares = part.set_index(key)["share_mean"]
        name = mapping[by].get(str(code), told("Total"))
        if part["suppressed"].any():
            rows.append([name, *[told("hidden")] * len(order)])
            continue
        rows.append([name, *[percent(shares[value], 1) for value in order]])
    return [told("Sector"), *[mapping[key][value] for value in order]], rows


def bar(low: float, middle: float, high: float) -> str:
    """The interval as a line with its middle, from 0 to 60 %.

    >>> bar(0.15, 0.3, 0.45)
    '·····─────●────·····'
    """
    cells = ["·"] * BAR_CELLS

    def at(share: float) -> int:
        return min(BAR_CELLS - 1, max(0, int(share / BAR_END * BAR_CELLS)))

    for cell in range(at(low), at(high)):
        cells[cell] = "─"
    cells[at(middle)] = "●"
    return "".join(cells)
