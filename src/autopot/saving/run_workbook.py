"""What stands in tables.xlsx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.analysis.levels import BESIDE
from autopot.evidence import installed_sources
from autopot.messages import name_in, shown, title_in, told
from autopot.results.frames import (
    level_frame,
    level_table,
)
from autopot.results.labels import label
from autopot.results.radar.tables import readiness_of
from autopot.results.ranked import (
    Groups,
    in_groups,
    place_texts,
)
from autopot.results.run.answer import Answer
from autopot.results.run.future import future_sheet
from autopot.results.run.key import Key
from autopot.results.run.net import KINDS_NOTE, NOTES, effect_table, has_net, net_table
from autopot.results.run.sizes import (
    MANY,
    size_groups,
    towns_by_size,
    with_names,
)
from autopot.results.run.town_years import town_sheets
from autopot.results.settings import setting_table
from autopot.scenario import LoadedScenario
from autopot.tables import Table
from autopot.tables.names import (
    named,
    names,
)
from autopot.views.sheet_charts import Bars
from autopot.views.workbook import TablesWorkbook

SHEETS = (
    "total",
    "sector",
    "municipality",
    "municipality_sector",
    "radar_class",
    "sector_radar_class",
    "municipality_radar_class",
    "sector_human_required",
    "technology",
    "sector_technology",
    "occupation",
)


MOST_BARS = 30
"""Municipalities in the chart: the largest ones."""


@dataclass(frozen=True)
class Sheet:
    """A table of the workbook, with its chart.

    Parameters
    ----------
    table : what stands in the sheet.
    bars : chart beside it.
    """

    table: Table
    bars: Bars | None = None


def _sheet(title: str, frame: pd.DataFrame, mark: str = "") -> Sheet:
    """A sheet whose title is a key of `labels`."""
    return Sheet(Table(name=title, title=label(title), frame=frame, mark=mark))


def build_workbook(
    title: str,
    own_titles: Mapping[str, str],
    potential: pd.DataFrame,
    beside: pd.DataFrame,
    groups: Groups,
    answer: Answer,
    key: Key,
    scenario: LoadedScenario,
    radar: pd.DataFrame,
    readiness: pd.DataFrame,
    effects: pd.DataFrame,
    notes: list[str],
    by_year: pd.DataFrame,
    year_notes: list[str],
    need: Sequence[Table] = (),
    peers: Sequence[Table] = (),
) -> bytes:
    """The workbook of a run: the first page, how figures are read, charts, one table a sheet, and
    last settings, sources and columns.

    Parameters
    ----------
    title : of the run.
    own_titles : occupation -> what own staff call it, in a few words; empty without any.
    potential : long form.
    beside : what stands beside it, long form; empty where nothing does.
    groups : of sectors by certain rank.
    answer : the answer in sentences.
    key : the first page.
    scenario : for reason and assumptions.
    radar : technologies with their class.
    readiness : ready now, later and on hold, by sector, as it may be shown.
    effects : by what the use of technology is for, as it may be shown.
    notes : what the reader must know about the inputs.
    by_year : adopted and realised, long form; empty where not asked for.
    year_notes : what the reader must know about them.
    need : tables of the need of work, with what the reader must know; none where not asked for.
    peers : of a municipality beside others, likewise.

    Returns
    -------
    The content of tables.xlsx.
    """
    book = TablesWorkbook()
    book.add(key.table())
    book.add(replace(key.first, title=label("sheet_first"), notes=()))
    reason = title_in(scenario.scenario.reason)
    book.add_text(
        told("How the figures are read"),
        [
            title,
            *answer.lines(),
            told(
                "A sector stands above another only where its share is higher in at least 95% "
                "of the draws. Sectors with the same places stand in a fixed order."
            ),
            *notes,
            told(
                "The radar is our own placement; the KS radar of 2019 is an annex that we "
                "have not read."
            ),
            *year_notes,
            *(shown(note) for table in (*need, *peers) for note in table.notes),
            *map(shown, NOTES if has_net(by_year) else ()),
            shown(KINDS_NOTE),
            reason,
        ],
    )
    mark = f" ({told('calibrated')})" if answer.calibrated else ""
    sources = catalogue.sources()[["source_id", "citation", "licence", "url", "note"]]
    installed = installed_sources(scenario.scenario)
    sources = pd.concat([sources, installed], ignore_index=True) if len(installed) else sources
    charts = chart_sheets(potential, groups, mark)
    future = future_sheet(by_year) if len(by_year) else None
    tables = [
        *(_level(potential, beside, groups, level, own_titles, mark) for level in SHEETS),
        *size_sheets(potential, beside, mark),
        Sheet(replace(readiness_of(readiness, mark), title=label("sheet_readiness"))),
        Sheet(replace(effect_table(effects, mark, every_sector=True), title=label("sheet_effect"))),
        *([] if future is None else [_sheet("sheet_future", future, mark)]),
        *([] if future is None else map(Sheet, town_sheets(by_year, mark))),
        *(Sheet(replace(table, notes=())) for table in (*peers, *need)),
        *(
            [Sheet(replace(net_table(by_year, mark), title=label("sheet_net")))]
            if has_net(by_year)
            else []
        ),
    ]
    last = [
        _sheet("sheet_radar", _radar(radar)),
        _sheet("sheet_assumptions", setting_table(scenario)),
        _sheet("sheet_sources", sources),
    ]
    shown_first = [Sheet(key.table()), Sheet(key.first)]
    columns = _sheet("sheet_columns", _columns([*shown_first, *charts, *tables, *last]))
    for sheet in (*charts, *tables, *last, columns):
        book.add(sheet.table, sheet.bars)
    return book.to_bytes()


def _level(
    potential: pd.DataFrame,
    beside: pd.DataFrame,
    groups: Groups,
    level: str,
    own_titles: Mapping[str, str],
    mark: str,
) -> Sheet:
    frame = level_frame(potential, beside, level)
    if level == "sector":
        frame = in_groups(frame, "sector", groups)
        places, unknown = place_texts(groups), told("hidden")
        frame.insert(1, "place", [places.get(sector, unknown) for sector in frame["sector"]])
    if level.endswith("human_required"):
        frame = frame.assign(counted=_counted(potential, level))
    frame = named(frame)
    if level == "occupation":
        frame = frame.sort_values("fte_mean", ascending=False, ignore_index=True)
        if own_titles:
            own = [own_titles.get(str(code), "") for code in frame["occupation_code"]]
            frame = frame.assign(own_titles=own)
    return _sheet(f"sheet_{level}", frame, mark)


def _counted(potential: pd.DataFrame, level: str) -> list[str]:
    """Whether each layer is in the main figure or beside it."""
    rows = potential[(potential["level"] == level) & (potential["unit"] == "share")]
    keys = {True: "layer_beside", False: "layer_counted"}
    return [label(keys[kind == BESIDE]) for kind in rows["kind"]]


def size_sheets(potential: pd.DataFrame, beside: pd.DataFrame, mark: str) -> list[Sheet]:
    """Groups of municipalities by size, and each municipality beside its group, where many are.

    Parameters
    ----------
    potential : long form.
    beside : what stands beside the main figure, long form; empty where nothing does.
    mark : what stands after headings; empty or "(calibrated)".

    Returns
    -------
    Two sheets from `MANY` shown municipalities on, else none.
    """
    towns = towns_by_size(potential, beside)
    if len(towns) < MANY:
        return []
    groups = with_names(size_groups(towns))
    return [
        _sheet("sheet_size_group", groups, mark),
        _sheet("sheet_size", with_names(towns), mark),
    ]


def _columns(sheets: list[Sheet]) -> pd.DataFrame:
    """Every column of the workbook with what it means."""
    rows = {
        sheet.table.heading(name).removesuffix(sheet.table.mark): sheet.table.meaning(name)
        for sheet in sheets
        for name in sheet.table.columns
    }
    return pd.DataFrame({"column": list(rows), "meaning_column": list(rows.values())})


def _radar(radar: pd.DataFrame) -> pd.DataFrame:
    name = names()
    return pd.DataFrame(
        {
            "technology": radar[name_in(radar.columns)],
            "category": radar["category"].map(name["category"]),
            "radar_class": radar["radar_class"].map(name["radar_class"]),
            "solution_maturity": radar["solution_maturity"],
            "use_understanding": radar["use_understanding"],
            "basis": radar["maturity_basis_nb"] + ". " + radar["understanding_basis_nb"],
            "source_id": radar["source_id"],
        }
    )


def chart_sheets(potential: pd.DataFrame, groups: Groups, mark: str) -> list[Sheet]:
    """Small tables with a chart each: sectors, radar classes by sector, municipalities.

    Parameters
    ----------
    potential : long form.
    groups : of sectors by certain rank; they decide the order of the bars.
    mark : as in `size_sheets`.

    Returns
    -------
    The municipalities with most FTE, at most `MOST_BARS`, highest share first.
    """
    result = []
    for level in ("sector", "municipality"):
        frame = level_table(potential, level).nlargest(MOST_BARS, "fte_base")
        frame = frame.sort_values("share_mean", ascending=False)
        if level == "sector":
            frame = in_groups(level_table(potential, level), level, groups)
        table = pd.DataFrame(
            {
                level: frame[level].map(names()[level]),
                "share_mean": frame["share_mean"],
                "share_p05": frame["share_p05"],
                "share_p95": frame["share_p95"],
                "share_down": frame["share_mean"] - frame["share_p05"],
                "share_up": frame["share_p95"] - frame["share_mean"],
            }
        )
        title = told("Technical potential, share of FTE. Line: 90% interval") + mark
        bars = Bars(title=title, series=(2,), top=_top(frame["share_p95"]), down=5, up=6)
        result.append(replace(_sheet(f"sheet_chart_{level}", table, mark), bars=bars))
    result.insert(1, _radar_chart(potential, groups, mark))
    return result


def _radar_chart(potential: pd.DataFrame, groups: Groups, mark: str) -> Sheet:
    """Sectors by radar class; rows in the order of the first chart."""
    name = names()
    classes = list(name["radar_class"])
    order = in_groups(level_table(potential, "sector"), "sector", groups)["sector"]
    long = level_table(potential, "sector_radar_class")
    wide = long.pivot_table("share_mean", "sector", "radar_class", aggfunc="first")
    wide = wide.reindex(index=order, columns=classes).rename(columns=lambda c: f"share_{c}")
    table = wide.rename_axis(columns=None).reset_index()
    top = _top(table[[f"share_{code}" for code in classes]].sum(axis=1))
    table["sector"] = table["sector"].map(name["sector"])
    title = told("Technical potential by radar class, share of FTE") + mark
    return replace(_sheet("sheet_chart_radar", table, mark), bars=Bars(title, (2, 3, 4, 5), top))


def _top(shares: pd.Series) -> float:
    """End of a scale that holds all shares: the next ten per cent.

    >>> _top(pd.Series([0.21, 0.305])), _top(pd.Series([np.nan]))
    (0.4, 1.0)
    """
    highest = shares.max()
    return 1.0 if pd.isna(highest) else float(np.ceil(10 * highest) / 10)
