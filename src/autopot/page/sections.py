"""Sentences of report.html, and the tasks that its script shows."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from autopot.analysis.readiness import TOTAL
from autopot.messages import told
from autopot.messages.numbers import percent, points, whole
from autopot.page.charts.intervals import MOST_ROWS
from autopot.page.facts import ChartFacts
from autopot.results.labels import label
from autopot.results.run.explanation import (
    task_label,
    technology_words,
)
from autopot.results.sensitivity.tables import value_of_information


def ready_words(readiness: pd.DataFrame) -> str:
    """Share of the total potential in the two inner rings, with its interval.

    Parameters
    ----------
    readiness : columns as from `autopot.analysis.readiness.readiness_table`.
    """
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


def chart_note(facts: ChartFacts, level: str) -> str:
    """That a chart shows only the largest, where it does; "" where it shows all.

    Parameters
    ----------
    facts : what the chart is drawn from; hidden things do not count.
    level : a key of `MOST_ROWS`.
    """
    count, most = len(facts.level(level)), MOST_ROWS[level]
    if count <= most:
        return ""
    return told(
        "The chart shows the {shown} largest of {count}. The table holds all.",
        shown=most,
        count=count,
    )


def uncertainty_words(facts: ChartFacts, measured: Collection[str]) -> dict[str, str]:
    """How wide the interval is now, what would narrow it, and how far the indices can be trusted.

    Parameters
    ----------
    facts : the run.
    measured : factors whose error is as large as the readings disagree.

    Returns
    -------
    width, value and converged -> sentence; empty where the sensitivity was not computed.
    """
    if facts.factors.empty:
        return {}
    key = "page_converged" if facts.converged else "page_not_converged"
    return {
        "width": told(
            "The interval is now {width} percentage points wide.",
            width=points(float(facts.factors["width"].iloc[0])),
        ),
        "value": str(value_of_information(facts.factors, measured)),
        "converged": label(key, draws=whole(facts.draws)),
    }


def task_data(tasks: pd.DataFrame, facts: ChartFacts) -> dict[str, list[list[str]]]:
    """Occupation -> its tasks as rows of text, largest part of the potential first.

    Parameters
    ----------
    tasks : one row per task: occupation, task, labels, time_share, human_required, human_rule,
        source_id, middle, low, high, beside (whether it stands beside the main figure; those last),
        and one column technology_<name> per technology.
    facts : names of gates and technologies, the run's own among them.

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
        used = {c.removeprefix("technology_"): float(row[c]) for c in columns}
        gate = gates.get(str(row["human_required"]), "–")
        gate += f", {told('Beside').lower()}" if row["beside"] else ""
        rule = f" ({row['human_rule']})" if row["human_rule"] else ""
        result.setdefault(str(row["occupation"]), []).append(
            [
                task_label(row),
                percent(row["time_share"]),
                percent(row["middle"]),
                f"{percent(row['low'])} – {percent(row['high'])}",
                technology_words(used, facts.names["technology"]),
                gate + rule,
                f"{row['occupation']}/{row['task']}",
                str(row["source_id"]),
            ]
        )
    return result
