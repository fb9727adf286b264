"""The tables of report.html that are plain: readings, factors, years, inputs, settings, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
from markupsafe import Markup

from autopot import catalogue
from autopot.evidence import installed_sources, source_id
from autopot.extensions import READINGS, installed
from autopot.messages import told
from autopot.page.charts.readings import reading_totals
from autopot.page.facts import ChartFacts
from autopot.results.labels import label
from autopot.results.settings import setting_table
from autopot.scenario import LoadedScenario
from autopot.tables import Shown, Table, TableColumn, shown_table

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
SPAN = ("share_reading_low", "share_reading_high")


OWN, OWN_SIGN = "judgement", "◇"
"""The source that we are ourselves, and the sign it has on a page."""


def source_link(source: str) -> Markup:
    """A link to a row of the table of sources; our own judgement is a sign.

    Parameters
    ----------
    source : a source_id; `source_table` makes the place that the link leads to.
    """
    if source == OWN:
        own = Markup('<a href="#kilde-{0}" title="{1}" aria-label="{1}">{2}</a>')
        return own.format(OWN, told("Our own judgement"), OWN_SIGN)
    return Markup('<a href="#kilde-{0}">{0}</a>').format(source)


def with_cells(shown: Shown, place: int, cells: Sequence[str]) -> Shown:
    """A table with other cells in one column.

    Parameters
    ----------
    shown : the table; it stays as it is.
    place : of the column, from 0.
    cells : one a row; the template takes `Markup` as HTML and escapes all else.
    """
    pairs = zip(shown.rows, cells, strict=True)
    rows = [[*row[:place], cell, *row[place + 1 :]] for row, cell in pairs]
    return replace(shown, rows=rows)


def reading_table(facts: ChartFacts) -> Shown:
    """Every reading of the total, strict to wide, with what it means and its source."""
    totals = reading_totals(facts)
    codes = [str(code) for code in totals["reading"]]
    frame = pd.DataFrame(
        {
            "reading": [label(f"reading_{code}") for code in codes],
            "reading_meaning": [label(f"reading_{code}_is") for code in codes],
            "weight": totals["weight"],
            "share_reading": totals["middle"],
            **_span(totals),
            "source_id": [_reading_source(code) for code in codes],
        }
    )
    table = Table(
        name="readings",
        title=told("Total potential in each reading alone"),
        frame=frame,
        brief=("reading", "reading_meaning", "weight", "share_reading", SPAN, "source_id"),
        own={
            "share_reading": TableColumn(facts.marked(told("Potential")), "share_reading"),
            f"{SPAN[0]}..": TableColumn(told("Span"), SPAN[0]),
        },
    )
    found = shown_table(table)
    figure = Markup('<strong data-reading="{}">{}</strong>')
    traced = [figure.format(code, row[3]) for code, row in zip(codes, found.rows, strict=True)]
    found = with_cells(found, 3, traced)
    return with_cells(found, 5, [source_link(source) for source in frame["source_id"]])


def _reading_source(name: str) -> str:
    return READING_SOURCES.get(name) or source_id(name, installed(READINGS)[name])


def _span(rows: pd.DataFrame) -> dict[str, list[object]]:
    """Lowest and highest; words where the source gives one figure only."""
    one = rows["low"] >= rows["high"]
    missing = told("not given")
    return {
        name: [missing if same else value for same, value in zip(one, rows[end], strict=True)]
        for name, end in zip(SPAN, ("low", "high"), strict=True)
    }


def reading_sector_table(facts: ChartFacts) -> Shown:
    """The total and every sector by reading, strict to wide; hidden sectors left out."""
    order = [str(code) for code in reading_totals(facts)["reading"]]
    table = facts.readings.set_index(["reading", "kind", "key"])
    sectors = [str(code) for code in facts.level("sector")["sector"]]
    things = [("total", ""), *(("sector", code) for code in sectors)]
    columns: dict[str, Sequence[object]] = {
        "sector": [told("Total"), *(facts.names["sector"][code] for code in sectors)]
    }
    for code in order:
        rows = table.loc[[(code, *thing) for thing in things]]
        low, high = _span(rows).values()
        columns |= {code: rows["middle"].tolist(), f"{code}_low": low, f"{code}_high": high}
    ends = {f"{code}_{end}": TableColumn("", SPAN[0]) for code in order for end in ("low", "high")}
    names = {code: TableColumn(label(f"reading_{code}"), "share_reading") for code in order}
    found = shown_table(
        Table(
            name="reading_sectors",
            title=told("The total and every sector in each reading alone"),
            frame=pd.DataFrame(columns),
            brief=("sector", *(c for n in order for c in (n, (f"{n}_low", f"{n}_high")))),
            own={**names, **ends},
        )
    )
    return stacked_table(found)


def stacked_table(found: Shown) -> Shown:
    """The table with every second figure, an interval, small under the one before it.

    Parameters
    ----------
    found : a name, and then figures and their intervals by turns.
    """
    cell = Markup('{} <span class="small interval">{}</span>')
    return replace(
        found,
        headings=[found.headings[0], *found.headings[1::2]],
        kinds=found.kinds[0] + found.kinds[1::2],
        rows=[
            [row[0], *(cell.format(*pair) for pair in zip(row[1::2], row[2::2], strict=True))]
            for row in found.rows
        ],
    )


def factor_table(facts: ChartFacts) -> Shown | None:
    """Factors of the total, largest first; None where they were not computed."""
    if facts.factors.empty:
        return None
    found = facts.factors.sort_values("total", ascending=False)
    frame = pd.DataFrame(
        {
            "factor": [label(f"factor_{code}") for code in found["factor"]],
            "index_total": found["total"],
            "index_total_low": found["total_low"],
            "index_total_high": found["total_high"],
            "share_width_if_known": found["width_if_known"],
        }
    )
    width = told("Width of the interval if it were known, percentage points")
    return shown_table(
        Table(
            name="factors",
            title=told("Share of the total's uncertainty that is due to each factor"),
            frame=frame,
            brief=(
                *("factor", "index_total", ("index_total_low", "index_total_high")),
                "share_width_if_known",
            ),
            own={
                "index_total": TableColumn(told("Share of variance"), "index_total"),
                "index_total_low..": TableColumn(told("95% interval"), "index_total_low"),
                "share_width_if_known": TableColumn(width, "share_width_if_known"),
            },
        )
    )


def input_table(workforce: str) -> Shown:
    """Every packaged table a run may rest on, with its rows and the sources they name.

    Parameters
    ----------
    workforce : name of the packaged one; the tables of others are left out.
    """
    rows, links = [], []
    for name in catalogue.packaged_tables():
        if name.startswith("workforce/") and workforce not in name:
            continue
        counts = catalogue.source_counts(name)
        if not counts or name == "sources":
            continue
        pairs = [Markup("{} ({})").format(source_link(str(i)), n) for i, n in counts.items()]
        rows.append({"table": f"data/{name}.csv", "rows": sum(counts.values()), "source_list": ""})
        links.append(Markup(", ").join(pairs))
    title = told("Inputs and their sources")
    return with_cells(shown_table(Table("inputs", title, pd.DataFrame(rows))), 2, links)


def settings_table(scenario: LoadedScenario) -> Shown:
    """Every setting with the file and line it came from."""
    return shown_table(Table("settings", told("All settings"), setting_table(scenario)))


def source_table(scenario: LoadedScenario) -> Shown:
    """Every source, each a place that links lead to.

    Parameters
    ----------
    scenario : may name readings of other packages, which have sources of their own.
    """
    own = installed_sources(scenario.scenario)
    sources = catalogue.sources().fillna("")
    sources = pd.concat([sources, own], ignore_index=True) if len(own) else sources
    table = Table("sources", told("Sources"), sources[["source_id", "citation", "licence"]])
    place = Markup('<span id="kilde-{0}">{0}</span>')
    address = Markup('{} <a href="{}" rel="noreferrer">{}</a>')
    cited = [
        address.format(citation, url, url) if url else citation
        for citation, url in zip(sources["citation"], sources["url"], strict=True)
    ]
    own = Markup('<span id="kilde-{0}">{1}</span>').format(OWN, OWN_SIGN)
    places = [own if code == OWN else place.format(code) for code in sources["source_id"]]
    found = with_cells(shown_table(table), 0, places)
    return with_cells(found, 1, cited)


def checksum_table(sums: Mapping[str, str]) -> Shown:
    """Checksums of the inputs.

    Parameters
    ----------
    sums : input -> SHA-256.
    """
    frame = pd.DataFrame({"input": list(sums), "checksum": list(sums.values())})
    found = shown_table(Table("checksums", told("Checksum"), frame))
    return with_cells(found, 1, [Markup("<code>{}</code>").format(row[1]) for row in found.rows])
