"""report.html of a comparison, from the same pieces as the page of a run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.analysis.comparison import ENDS, MORE_FTE, MORE_SHARES
from autopot.analysis.levels import BESIDE
from autopot.messages import say, shown, told
from autopot.messages.numbers import percent
from autopot.page.charts.comparison import (
    scenario_chart,
    waterfall_chart,
)
from autopot.page.charts.export import Drawing
from autopot.page.charts.style import broken
from autopot.page.charts.vega import Spec
from autopot.page.numbers import (
    Figure,
    stacked,
)
from autopot.page.page import render
from autopot.results.comparison.causes import cause_name, split_by_sector
from autopot.results.comparison.result import SPLIT
from autopot.results.comparison.scenario_text import ScenarioText
from autopot.results.comparison.sectors import own_notes, sector_lines, sector_tables
from autopot.results.comparison.tables import (
    settings,
    totals,
    unlike_note,
)
from autopot.results.labels import label
from autopot.results.suppression import everything_shown, left_out
from autopot.tables import Brief, Shown, Table, TableColumn, column, shown_table
from autopot.tables.formats import FORMATS
from autopot.tables.names import thing_name
from autopot.tables.shown import NONE

LEVEL = {
    "share": FORMATS["share_exact"].text,
    "fte": FORMATS["fte"].text,
    "fte_per_thousand": FORMATS["fte"].text,
}
MORE = {"share": FORMATS["points"].text, "fte": FORMATS["more_fte"].text}
"""How a figure and a difference of a unit are written."""

COMPARED = "comparison"
"""Key of charts.json that only a comparison has."""

UNITS = ("share", "fte")
RATE = "fte_per_thousand"
"""Unit of scenarios about different municipalities."""

SUFFIXES = {"share": "", "fte": "-fte", RATE: "-per-thousand"}
"""Unit -> end of the name of its chart."""

KEYS = ("kind", "key", "scenario")
FIRST_ROW = 2
"""Row of the first figure in a sheet of compare.xlsx, under its heading."""


@dataclass(frozen=True)
class ComparisonPage:
    """What the page of a comparison is made from; frames as in `autopot.api.Comparison`."""

    scenarios: list[ScenarioText]
    table: pd.DataFrame
    parts: pd.DataFrame
    differences: pd.DataFrame
    hidden: list[tuple[str, str]]
    sectors: pd.DataFrame | None
    residents: Mapping[str, int]
    description: Mapping[str, Any]
    unprotected: bool = False
    of_parts: Sequence[str] = ()


def build_comparison_page(page: ComparisonPage) -> bytes:
    """The content of report.html in the directory of a comparison."""
    first, *others = page.scenarios
    charts = comparison_charts(page)
    units = _side_units(page)
    pairs = [_pair(page, first, other, charts) for other in others]
    context = {
        "title": " / ".join(s.title for s in page.scenarios),
        "scenarios": page.scenarios,
        "lead": told("Technical potential: {list}.", list=_totals(page, "share")),
        "beside": told(
            "Beside these, where the person is the service itself: {list}.",
            list=_totals(page, "share", BESIDE),
        ),
        "same_numbers": told(
            "All scenarios use the same random numbers. “Above” is how often the share "
            "is higher than in {first}, draw by draw. Intervals are 90%.",
            first=first.title,
        ),
        "second": [
            {"name": f"compare{SUFFIXES[unit]}", "title": side_title(unit)} for unit in units[1:]
        ],
        "notes": [
            *everything_shown(page.unprotected),
            *page.of_parts,
            *([unlike_note(page.residents)] if page.residents else []),
            *left_out([thing_name(*thing) for thing in page.hidden]),
        ],
        "sectors": sector_section(page),
        "sides": [side_by_side(page, unit) for unit in units],
        "pairs": pairs,
        "charts": {
            name: {"svg": Drawing(chart.spec), "alt": chart.words} for name, chart in charts.items()
        },
        "manifest": _about_run(page),
    }
    specs = {name: chart.spec for name, chart in charts.items()}
    return render("compare.html", context, {"charts": specs, "tasks": {}})


@dataclass(frozen=True)
class ComparisonChart:
    """A chart of a comparison: its title, its specification, and what it shows in words."""

    title: str
    spec: Spec
    words: str


def comparison_charts(page: ComparisonPage) -> dict[str, ComparisonChart]:
    """Name -> chart: the scenarios side by side, and what each differs by from the first.

    Parameters
    ----------
    page : as from `autopot.api.Comparison`.
    """
    first, *others = page.scenarios
    found = {}
    for unit in _side_units(page):
        key = f"compare{SUFFIXES[unit]}"
        title = label(f"plot_{key}")
        spec = scenario_chart(_level_rows(page, unit), unit)
        found[key] = ComparisonChart(title, spec, _level_words(page, unit, title))
    for other in others:
        mine = page.parts["scenario"] == other.name
        parts = page.parts[mine & (page.parts["kind"] == "total")]
        for unit in () if parts.empty else _split_units(page):
            title = label(f"plot_waterfall{SUFFIXES[unit]}", first=first.title, other=other.title)
            rows = waterfall_rows(page, first, other, parts, unit)
            listed = ", ".join(f"{r.name} {r.text}" for r in rows.itertuples(index=False))
            spec = waterfall_chart(rows, unit, title)
            name = f"waterfall-{other.name}{SUFFIXES[unit]}"
            found[name] = ComparisonChart(title, spec, f"{title}. {listed}.")
    return found


def charts_file(page: ComparisonPage) -> bytes:
    """The content of charts.json of a comparison: title and specification of each chart.

    Parameters
    ----------
    page : as from `autopot.api.Comparison`.
    """
    charts = {
        name: {"title": chart.title, "spec": chart.spec}
        for name, chart in comparison_charts(page).items()
    }
    return (json.dumps({COMPARED: charts}, ensure_ascii=False, indent=1) + "\n").encode()


def _side_units(page: ComparisonPage) -> tuple[str, ...]:
    """Units of the scenarios side by side."""
    if not page.residents:
        return UNITS
    told_of_any = page.table[f"{RATE}_mean"].notna().any()
    return ("share", RATE) if told_of_any else UNITS[:1]


def _split_units(page: ComparisonPage) -> tuple[str, ...]:
    """Units in which a difference is split."""
    return UNITS[:1] if page.residents else UNITS


def sector_section(page: ComparisonPage) -> dict[str, Any] | None:
    """Sectors of all scenarios side by side; None where not asked for.

    Parameters
    ----------
    page : as from `autopot.api.Comparison`.

    Returns
    -------
    about : what the figures of a year are; tables : every figure in share, and in FTE where FTE can
    be held together; notes.
    """
    if page.sectors is None:
        return None
    titles = {s.name: s.title for s in page.scenarios}
    shown = [
        [shown_table(each) for each in sector_tables(titles, page.sectors, (unit,))]
        for unit in (UNITS[:1] if page.residents else UNITS)
    ]
    return {
        "about": sector_lines(page.sectors),
        "tables": list(zip(*shown, strict=True)),
        "notes": [str(note) for note in own_notes(titles, page.sectors)],
    }


def _about_run(page: ComparisonPage) -> dict[str, Any]:
    called = {
        "run": told("Run"),
        "scenarios": told("Scenarios"),
        "packages": told("Packages"),
    }
    return {
        called.get(key, key): ", ".join(f"{name} {text}" for name, text in value.items())
        if isinstance(value, Mapping)
        else shown(value)
        for key, value in page.description.items()
    }


def _level_rows(page: ComparisonPage, unit: str) -> pd.DataFrame:
    """Rows of the side-by-side chart, things in the order of the table."""
    titles = {s.name: s.title for s in page.scenarios}
    table = page.table[page.table["kind"] != BESIDE]
    labels = {
        (kind, key): broken(thing_name(kind, key))
        for kind, key in dict.fromkeys(zip(table["kind"], table["key"], strict=True))
    }
    return pd.DataFrame(
        {
            "name": [labels[pair] for pair in zip(table["kind"], table["key"], strict=True)],
            "scenario": [titles[name] for name in table["scenario"]],
            **{v: table[f"{unit}_{v}"].to_numpy() for v in ENDS},
        }
    ).dropna(subset="mean", ignore_index=True)


def _totals(page: ComparisonPage, unit: str, kind: str = "total") -> str:
    """Total of every scenario with its interval, in one sentence; or what stands beside it."""
    total = page.table[page.table["kind"] == "total"].set_index("scenario")
    known = total[f"{unit}_mean"].notna()
    titles = {s.name: s.title for s in page.scenarios if known[s.name]}
    return ", ".join(totals(titles, page.table, unit, kind))


def _level_words(page: ComparisonPage, unit: str, title: str) -> str:
    return told("{title}. Total: {list}.", title=title, list=_totals(page, unit))


def side_by_side(page: ComparisonPage, unit: str) -> Shown:
    """Things by scenario; the figures know their row in compare.xlsx.

    Parameters
    ----------
    page : as from `autopot.api.Comparison`.
    unit : share, which also has how often it is above the first scenario's; or fte.
    """
    table = page.table.reset_index(drop=True)
    places = {place: row for row, place in enumerate(zip(*[table[k] for k in KEYS], strict=True))}
    headings, rows = [column("what").heading], []
    for scenario in page.scenarios:
        headings.append(scenario.title)
        if unit == "share" and scenario is not page.scenarios[0]:
            headings.append(told("Above"))
    for kind, key in dict.fromkeys(zip(table["kind"], table["key"], strict=True)):
        cells = [thing_name(kind, key)]
        for scenario in page.scenarios:
            row = places.get((kind, key, scenario.name))
            if row is None or pd.isna(table.loc[row, f"{unit}_mean"]):
                cells.append(NONE)
            else:
                cells.append(stacked(*_figures(table, row, unit)))
            if unit == "share" and scenario is not page.scenarios[0]:
                cells.append(NONE if row is None else percent(table.loc[row, "probability_above"]))
        rows.append(cells)
    return Shown(
        title=side_title(unit),
        headings=headings,
        kinds="n" + "f" * (len(headings) - 1),
        rows=rows,
        bars=[],
        notes=[],
    )


def side_title(unit: str) -> str:
    """What is shown of scenarios side by side.

    Parameters
    ----------
    unit : share, fte or `RATE`.
    """
    return label(f"plot_compare{SUFFIXES[unit]}")


def _figures(table: pd.DataFrame, row: int, unit: str) -> list[Figure]:
    """Middle and both ends, with their place in compare.xlsx."""
    names = [f"{unit}_{end}" for end in ENDS]
    values = [float(table.loc[row, name]) for name in names]
    both = zip(names, values, strict=True)
    return [Figure(LEVEL[unit](value), value, row + FIRST_ROW, name) for name, value in both]


def _pair(
    page: ComparisonPage,
    first: ScenarioText,
    other: ScenarioText,
    charts: Mapping[str, ComparisonChart],
) -> dict[str, Any]:
    """Charts, parts and settings of one scenario against the first."""
    about = {"first": first.title, "other": other.title}
    mine = page.differences["scenario"] == other.name
    differing = page.differences[mine].drop(columns="scenario")
    pair: dict[str, Any] = {
        "name": other.name,
        "head": told("{other} against {first}", **about),
        "equal": told(
            "{other} and {first} have the same settings for {figure}.", **about, figure=SPLIT
        )
        if differing.empty
        else "",
        "settings": shown_table(settings(first.title, other.title, differing)),
        "reason": other.reason,
        "charts": [],
    }
    parts = page.parts[(page.parts["scenario"] == other.name) & (page.parts["kind"] == "total")]
    if parts.empty:
        return pair
    for unit in _split_units(page):
        name = f"waterfall-{other.name}{SUFFIXES[unit]}"
        pair["charts"].append({"name": name, "title": charts[name].title})
    pair["parts"] = shown_table(part_table(parts, page.table))
    every = [frame[frame["scenario"] == other.name] for frame in (page.parts, page.table)]
    alike = not page.residents
    matrix = split_by_sector(first.title, other.title, *every) if alike else None
    pair["by_sector"] = shown_table(matrix) if matrix is not None else None
    return pair


def waterfall_rows(
    page: ComparisonPage, first: ScenarioText, other: ScenarioText, parts: pd.DataFrame, unit: str
) -> pd.DataFrame:
    """Both totals with their intervals, and the parts between them, each from the last one's end.

    A part's interval stands where the part starts, so that it can be read off the same axis.

    Parameters
    ----------
    page : its table holds the totals.
    first, other : where the bars begin and end.
    parts : of the total in `other`, columns as in `autopot.api.Comparison`.
    unit : share or fte.

    Returns
    -------
    Columns name, kind (level, up or down), start, end, low, high (in the unit), text (of the mean,
    as people read it); parts largest first, whichever their sign.
    """
    total = page.table[page.table["kind"] == "total"].set_index("scenario")
    rows = [_total_bar(first, total, unit)]
    at = float(total.loc[first.name, f"{unit}_mean"])
    ordered = parts.reindex(parts[f"{unit}_mean"].abs().sort_values(ascending=False).index)
    for part in ordered.to_dict("records"):
        step = float(part[f"{unit}_mean"])
        rows.append(
            {
                "name": cause_name(part["section"], part["sector"]),
                "kind": "up" if step >= 0 else "down",
                "start": at,
                "end": at + step,
                "low": at + part[f"{unit}_p05"],
                "high": at + part[f"{unit}_p95"],
                "text": MORE[unit](step),
            }
        )
        at += step
    return pd.DataFrame([*rows, _total_bar(other, total, unit)])


def _total_bar(scenario: ScenarioText, total: pd.DataFrame, unit: str) -> dict[str, Any]:
    row = total.loc[scenario.name]
    mean = float(row[f"{unit}_mean"])
    return {
        "name": scenario.title,
        "kind": "level",
        "start": mean,
        "end": mean,
        "low": row[f"{unit}_p05"],
        "high": row[f"{unit}_p95"],
        "text": LEVEL[unit](mean),
    }


def part_table(parts: pd.DataFrame, table: pd.DataFrame) -> Table:
    """Parts of the total's difference, largest first, with what each is; the sum last.

    Parameters
    ----------
    parts : of the total in one scenario, as in `autopot.api.Comparison`.
    table : as there.
    """
    scenario = parts["scenario"].iloc[0]
    whole = table[(table["kind"] == "total") & (table["scenario"] == scenario)]
    ordered = parts.reindex(parts["share_mean"].abs().sort_values(ascending=False).index)
    codes = list(zip(ordered["section"], ordered["sector"], strict=True))
    figures = ordered.rename(columns=lambda name: f"more_{name}")
    units = [unit for unit in UNITS if f"more_{unit}_mean" in figures]
    names = [*MORE_SHARES, *(MORE_FTE if "fte" in units else [])]
    frame = pd.concat([figures, whole], ignore_index=True)[names]
    frame.insert(0, "section", [*[cause_name(*code) for code in codes], told("In all")])
    frame.insert(1, "section_is", [*[label(f"section_{code}_is") for code, _ in codes], ""])
    spans = [(f"more_{unit}_p05", f"more_{unit}_p95") for unit in units]
    brief = [x for unit, span in zip(units, spans, strict=True) for x in (_mean(unit), span)]
    interval = column("interval").heading
    return Table(
        name="parts",
        title=say("What the difference is made of"),
        frame=frame,
        brief=("section", "section_is", *brief),
        own={f"{low}..": TableColumn(interval, low) for low, _ in spans},
    )


def _mean(unit: str) -> Brief:
    return f"more_{unit}_mean"
