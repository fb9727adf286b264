"""What each section of report.html shows, as plain data for its template."""

from __future__ import annotations

from typing import Any

import pandas as pd

from autopot import catalogue
from autopot.analysis.readiness import TOTAL
from autopot.evidence import GATES
from autopot.messages import told
from autopot.messages.numbers import percent, points, rounded, whole
from autopot.report.charts.intervals import MOST_ROWS
from autopot.report.charts.readings import reading_totals
from autopot.report.charts.style import CLASS_COLOURS
from autopot.report.explanation import SHOWN_TECHNOLOGY, task_label
from autopot.report.facts import ChartFacts
from autopot.report.figures import Figure, Figures
from autopot.report.labels import label
from autopot.report.ranked import in_groups, place_texts

READING_SOURCES = {
    "score_above_floor": "ilo-wp140",
    "exposed_time": "eloundou-2024",
    "whole_tasks": "eloundou-2024",
    "task_automation": "eloundou-2024",
    "activity_time": "mgi-2017",
    "computerisation": "frey-osborne-2013",
    "exposed_time_2026": "judgement",
    "whole_tasks_2026": "judgement",
}
MOST_TOWNS = 30
"""The table of municipality by sector is left to tables.xlsx above this number."""


def _rows_of(facts: ChartFacts, level: str, unit: str) -> pd.DataFrame:
    table = facts.potential
    return table[(table["level"] == level) & (table["unit"] == unit)]


def level_rows(
    facts: ChartFacts, figures: Figures, level: str, unit: str = "fte"
) -> list[dict[str, Any]]:
    """Name, code and figures of a level, largest potential first; hidden ones last.

    Sectors stand in the order that is certain, each with the places it may have.
    """
    ordered = _rows_of(facts, level, unit).sort_values(
        "mean", ascending=False, kind="stable", na_position="last"
    )
    if level == "sector":
        ordered = in_groups(_rows_of(facts, level, unit), level, facts.groups)
    place = place_texts(facts.groups) if level == "sector" else {}
    return [
        {
            "code": str(code),
            "name": facts.names[level].get(str(code), str(code)),
            "place": place.get(str(code), "–"),
            "beside": figures.beside(level, **{level: str(code)}),
            **figures.thing(level, **{level: str(code)}),
        }
        for code in ordered[level]
    ]


def total_row(figures: Figures) -> dict[str, Any]:
    """The total as a row of the same form."""
    own = {"code": "", "name": told("Total"), "place": ""}
    return {**own, "beside": figures.beside("total"), **figures.thing("total")}


def _total_and_sectors(facts: ChartFacts, figures: Figures) -> list[tuple[str, dict[str, str]]]:
    """Name and key of the total and of every sector, in the order that is certain."""
    sectors = level_rows(facts, figures, "sector", "share")
    named = [(row["name"], {"sector": row["code"]}) for row in sectors]
    return [(told("Total"), {}), *named]


def class_rows(
    facts: ChartFacts, figures: Figures, unit: str, readiness: pd.DataFrame
) -> list[dict[str, Any]]:
    """The total and every sector: each class, and what is ready now and later, with intervals."""
    ready = readiness[readiness["unit"] == unit].set_index(["sector", "part"])
    rows = []
    for name, key in _total_and_sectors(facts, figures):
        level = "sector_radar_class" if key else "radar_class"
        cells = {}
        for radar_class in CLASS_COLOURS:
            own = {**key, "radar_class": radar_class}
            cells[radar_class] = {
                column: figures.figure(level, unit, column, **own)
                for column in ("mean", "p05", "p95")
            }
        sides = {
            side: _ready_text(ready, key.get("sector", TOTAL), side) for side in ("now", "later")
        }
        rows.append({"name": name, "cells": cells, **sides})
    return rows


def _ready_text(ready: pd.DataFrame, sector: str, side: str) -> tuple[str, str]:
    """Middle and interval of what is ready now, or later."""
    row = ready.loc[(sector, side)]
    if pd.isna(row["mean"]):
        return told("hidden"), ""
    write = percent if row["unit"] == "share" else rounded
    middle, low, high = (write(float(row[v])) for v in ("mean", "p05", "p95"))
    return middle, f"{low}–{high}"


def ready_words(readiness: pd.DataFrame) -> str:
    """Share of the total potential in the two inner rings, with its interval."""
    rows = readiness[(readiness["sector"] == TOTAL) & (readiness["unit"] == "share")]
    row = rows.set_index("part").loc["now"]
    share, low, high = (percent(float(row[v])) for v in ("mean", "p05", "p95"))
    return told(
        "Of the total potential, {share} ({low} to {high}) lies with technology that "
        "can be adopted or tried now.",
        share=share,
        low=low,
        high=high,
    )


def gate_rows(facts: ChartFacts, figures: Figures) -> list[dict[str, Any]]:
    """The total and every sector by how far a person is required, share of FTE."""
    rows = []
    for name, key in _total_and_sectors(facts, figures):
        level = "sector_human_required" if key else "human_required"
        cells = [
            {
                column: figures.figure(level, "share", column, **key, human_required=gate)
                for column in ("mean", "p05", "p95")
            }
            for gate in GATES
        ]
        rows.append({"name": name, "cells": cells})
    return rows


def town_sector_rows(facts: ChartFacts, figures: Figures) -> dict[str, Any] | None:
    """Municipality by sector, share of working time; None where there are too many towns."""
    level = "municipality_sector"
    frame = _rows_of(facts, level, "share")
    towns = list(dict.fromkeys(frame["municipality"]))
    if len(towns) > MOST_TOWNS:
        return None
    pairs = set(zip(frame["municipality"], frame["sector"], strict=True))
    known = set(frame["sector"])
    sectors = [s for s in facts.names["sector"] if s in known]
    rows = []
    for sector in sectors:
        cells: list[dict[str, Figure] | None] = [
            {
                column: figures.figure(level, "share", column, municipality=t, sector=sector)
                for column in ("mean", "p05", "p95")
            }
            if (t, sector) in pairs
            else None
            for t in towns
        ]
        rows.append({"name": facts.names["sector"][sector], "cells": cells})
    return {"towns": [facts.names["municipality"].get(t, t) for t in towns], "rows": rows}


def chart_note(facts: ChartFacts, level: str) -> str:
    """That a chart shows only the largest, where it does."""
    count, most = len(facts.level(level)), MOST_ROWS[level]
    if count <= most:
        return ""
    return told(
        "The chart shows the {shown} largest of {count}. The table holds all.",
        shown=most,
        count=count,
    )


def reading_rows(facts: ChartFacts) -> list[dict[str, Any]]:
    """Every reading of the total, strict to wide, with what it means and its source."""
    return [
        {
            "name": label(f"reading_{r['reading']}"),
            "meaning": label(f"reading_{r['reading']}_is"),
            "weight": percent(r["weight"]),
            "middle": percent(r["middle"], 1),
            "span": _span(r["low"], r["high"]),
            "code": r["reading"],
            "source": READING_SOURCES[r["reading"]],
        }
        for r in reading_totals(facts).to_dict("records")
    ]


def reading_sectors(facts: ChartFacts) -> list[dict[str, Any]]:
    """Sectors by reading, in the readings' order from strict to wide; hidden sectors left out."""
    order = [str(r) for r in reading_totals(facts)["reading"]]
    table = facts.readings.set_index(["kind", "key", "reading"])
    things = [("total", "", told("Total"))]
    things += [("sector", c, facts.names["sector"][c]) for c in facts.level("sector")["sector"]]
    rows = []
    for kind, key, name in things:
        cells = [table.loc[(kind, key, r)] for r in order]
        rows.append(
            {
                "name": name,
                "cells": [
                    {
                        "middle": percent(float(cell["middle"]), 1),
                        "span": _span(cell["low"], cell["high"]),
                    }
                    for cell in cells
                ],
            }
        )
    return rows


def _span(low: float, high: float) -> str:
    """Lowest to highest, or that the source gives one figure only."""
    if low >= high:
        return told("not given")
    return f"{percent(low, 1)} – {percent(high, 1)}"


def factor_rows(facts: ChartFacts) -> list[dict[str, str]]:
    """Factors of the total, largest first."""
    if facts.factors.empty:
        return []
    return [
        {
            "name": label(f"factor_{r['factor']}"),
            "index": percent(max(r["total"], 0.0)),
            "low": percent(max(r["total_low"], 0.0)),
            "high": percent(max(r["total_high"], 0.0)),
            "width": points(r["width_if_known"]),
        }
        for r in facts.factors.sort_values("total", ascending=False).to_dict("records")
    ]


def uncertainty_words(facts: ChartFacts) -> dict[str, str]:
    """How wide the interval is now, and how far the indices can be trusted."""
    if facts.factors.empty:
        return {}
    key = "page_converged" if facts.converged else "page_not_converged"
    return {
        "width": told(
            "The interval is now {width} percentage points wide.",
            width=points(float(facts.factors["width"].iloc[0])),
        ),
        "converged": label(key, draws=whole(facts.draws)),
    }


def task_data(tasks: pd.DataFrame, facts: ChartFacts) -> dict[str, list[list[str]]]:
    """Occupation -> its tasks as rows of text, largest part of the potential first.

    Parameters
    ----------
    tasks : one row per task: occupation, task, labels, time_share, human_required, human_rule,
        source_id, middle, low, high, beside (whether it stands beside the main figure; those last),
        and one column technology_<name> per technology.

    Returns
    -------
    Label, time, middle, span, technologies, gate with its rule, source row, source id.
    """
    columns = [c for c in tasks if str(c).startswith("technology_")]
    gates = facts.names["human_required"]
    ordered = tasks.assign(part=tasks["time_share"] * tasks["middle"]).sort_values(
        ["occupation", "beside", "part"], ascending=[True, True, False], kind="stable"
    )
    result: dict[str, list[list[str]]] = {}
    for row in ordered.to_dict("records"):
        used = sorted(((row[c], c) for c in columns if row[c] >= SHOWN_TECHNOLOGY), reverse=True)
        gate = gates.get(str(row["human_required"]), "–")
        gate += f", {told('Beside').lower()}" if row["beside"] else ""
        rule = f" ({row['human_rule']})" if row["human_rule"] else ""
        result.setdefault(str(row["occupation"]), []).append(
            [
                task_label(pd.Series(row)),
                percent(row["time_share"]),
                percent(row["middle"]),
                f"{percent(row['low'])} – {percent(row['high'])}",
                ", ".join(
                    facts.names["technology"][c.removeprefix("technology_")] for _, c in used
                ),
                gate + rule,
                f"{row['occupation']}/{row['task']}",
                str(row["source_id"]),
            ]
        )
    return result


def input_rows(workforce: str) -> list[dict[str, Any]]:
    """Every packaged table a run may rest on, with its rows and the sources they name."""
    rows = []
    for name in catalogue.packaged_tables():
        if name.startswith("workforce/") and workforce not in name:
            continue
        table = catalogue.table(name)
        if "source_id" not in table or name == "sources":
            continue
        counts = table["source_id"].value_counts()
        found = [{"id": str(i), "rows": int(n)} for i, n in counts.items()]
        rows.append({"name": f"data/{name}.csv", "rows": len(table), "sources": found})
    return rows
