"""What a process of *Sammenlign* does: the question, the files, and what the page shows of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autopot.api import Comparison, Result, compare, run
from autopot.app.answers import COMPARISONS, keep
from autopot.app.as_text import as_text
from autopot.errors import InputError, Problem
from autopot.messages import say, shown, told
from autopot.page.comparison import part_table
from autopot.results.comparison.causes import split_by_sector
from autopot.results.comparison.result import SPLIT
from autopot.results.comparison.scenario_text import ScenarioText
from autopot.results.comparison.sectors import own_notes, sector_tables
from autopot.results.comparison.tables import settings, totals, unlike_note
from autopot.results.labels import label
from autopot.results.suppression import left_out
from autopot.store import run_hash
from autopot.study.sections import SECTIONS
from autopot.tables.names import thing_name

Progress = Callable[[int, int], None]
TECHNICAL = [name for name in SECTIONS if name not in ("adoption", "realisation", "demand")]
"""Sections that the technical potential depends on."""


def compare_studies(task: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Compare, and write the folder.

    Parameters
    ----------
    task : studies (scenario and changes of each, the first is what the others are held against),
        year, project, scheduler, draws.
    progress : called with (pieces done, pieces in all).
    """
    studies = task["studies"]
    found = compare(
        [one["scenario"] for one in studies],
        settings=[one["changes"] for one in studies],
        sectors=True,
        year=task["year"],
        draws=task["draws"],
        progress=progress,
        **where(task),
    )
    view = comparison_view(found)
    name = f"compare-{run_hash(found.as_json())}"
    folder = found.save(Path(task["project"]) / COMPARISONS / name)
    return {"answer": keep(folder, view)}


def where(task: Mapping[str, Any]) -> dict[str, Any]:
    """Where a study is run: on this machine, or by the scheduler of the page.

    Parameters
    ----------
    task : with scheduler.
    """
    return {"engine": "dask", "scheduler": task["scheduler"]} if task["scheduler"] else {}


def comparison_view(found: Comparison) -> dict[str, Any]:
    """What the page shows of a comparison, in the words of its report.

    Parameters
    ----------
    found : the scenarios side by side, with their sectors.

    Returns
    -------
    kind, title, lead, meaning, notes, sides (tables), others (of each: head, reason, equal, parts,
    by_sector, settings, same), all of it text.
    """
    titles = {one.name: one.title for one in found.texts}
    first, *others = found.texts
    sectors = found.sectors
    sides = [] if sectors is None else sector_tables(titles, sectors, ("share",))
    unlike = [shown(unlike_note(found.residents))] if found.residents else []
    own = [] if sectors is None else own_notes(titles, sectors)
    hidden = left_out([thing_name(*thing) for thing in found.hidden])
    levels = ", ".join(totals(titles, found.table, "share"))
    return {
        "kind": "compare",
        "title": " / ".join(titles.values()),
        "lead": told("Technical potential: {list}.", list=levels),
        "meaning": found.lines(),
        "notes": [
            told(
                "All scenarios use the same random numbers. “Above” is how often the share "
                "is higher than in {first}, draw by draw. Intervals are 90%.",
                first=first.title,
            ),
            *unlike,
            *(shown(note) for note in (*own, *hidden)),
        ],
        "sides": [as_text(table) for table in sides],
        "others": [_pair(found, first, other) for other in others],
    }


def _pair(found: Comparison, first: ScenarioText, other: ScenarioText) -> dict[str, Any]:
    """Where a scenario differs from the first, and why."""
    about = {"first": first.title, "other": other.title}
    table, parts, differing = (
        frame[frame["scenario"] == other.name]
        for frame in (found.table, found.parts, found.differences)
    )
    total = parts[parts["kind"] == "total"]
    matrix = None if found.unlike else split_by_sector(first.title, other.title, parts, table)
    differs = set(parts["section"])
    if differs & {"sector_mix", "occupation_mix"}:
        differs.add("workforce")
    same = [label(f"section_{name}") for name in TECHNICAL if name not in differs]
    above = table.loc[table["kind"] == "total", "probability_above"].iloc[0]
    return {
        "head": told("{other} against {first}", **about),
        "reason": other.reason,
        "equal": told(
            "{other} and {first} have the same settings for {figure}.", **about, figure=SPLIT
        )
        if differing.empty
        else "",
        "above": told(
            "{other} is higher in {share:.0%} of the draws.", other=other.title, share=above
        ),
        "parts": None if total.empty else as_text(part_table(total, found.table)),
        "by_sector": None if matrix is None or total.empty else as_text(matrix),
        "settings": None
        if differing.empty
        else as_text(settings(first.title, other.title, differing.drop(columns="scenario"))),
        "same": same,
    }


def stand_beside(task: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Put a municipality beside others, and write the folder of the run.

    Parameters
    ----------
    task : scenario, changes, beside (whom), project, scheduler, draws.
    progress : called with (pieces done, pieces in all).
    """
    result = run(
        task["scenario"],
        settings=task["changes"],
        beside=task["beside"],
        draws=task["draws"],
        progress=progress,
        **where(task),
    )
    view = beside_view(result)
    name = f"beside-{run_hash({'run': result.description(), 'beside': view['lines']})}"
    folder = result.save(Path(task["project"]) / COMPARISONS / name)
    return {"answer": keep(folder, view)}


def beside_view(result: Result) -> dict[str, Any]:
    """What the page shows of a municipality beside others.

    Parameters
    ----------
    result : of a run.

    Returns
    -------
    kind, title, lines, notes, places (table) and sectors (tables), all of it text.

    Raises
    ------
    InputError
        Nobody stands beside it.
    """
    peers = result.peers
    if peers is None:
        found = say("no other municipality of that size")
        raise InputError(Problem("beside", found, remedy=say("choose another municipality too")))
    places, *sectors = peers.tables()
    return {
        "kind": "beside",
        "title": told("{municipality} beside others", municipality=places.frame["beside"].iloc[0]),
        "lines": peers.lines(),
        "notes": peers.notes(),
        "places": {**as_text(places), "notes": []},
        "sectors": [as_text(table) for table in sectors],
    }
