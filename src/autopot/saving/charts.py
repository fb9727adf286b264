"""A chart of a finished run or comparison as a picture, from the files of its directory alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from autopot import store
from autopot.analysis.beside import WITH_BESIDE
from autopot.analysis.levels import BESIDE
from autopot.errors import InputError, Problem, unknown_name
from autopot.json_text import plain_json
from autopot.messages import say, say_in, unless_asked
from autopot.page.facts import (
    ChartFacts,
    facts_from_json,
)
from autopot.results.gap.result import GAP_FILE
from autopot.scenario.yaml_text import read_yaml

ASIDE, LAYERS = (BESIDE, WITH_BESIDE), ("human_required", "sector_human_required")
"""Kinds of rows that follow the main figure, and levels of it that hold such a layer too."""

NEEDED = ("potential.parquet", "charts.json", "scenario.yaml")


def run_facts(run: str | Path) -> ChartFacts:
    """The facts of a finished run.

    Parameters
    ----------
    run : a run directory.

    Raises
    ------
    InputError
        Not a run directory, or one that cannot be read.
    """
    folder = Path(run)
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise InputError(
            Problem(
                str(folder),
                say("no {files}", files=missing),
                say("a directory written by autopot run"),
                say("run the scenario again, or name the directory that it printed"),
            )
        )
    try:
        stored = pd.read_parquet(folder / "potential.parquet")
        of_year = stored["year"].notna()
        aside = stored["kind"].isin(ASIDE) & ~stored["level"].isin(LAYERS)
        content = (folder / "charts.json").read_bytes()
        need = folder / GAP_FILE
        gap = pd.read_parquet(need) if need.is_file() else pd.DataFrame()
        main = stored[~of_year & ~aside]
        scenario = read_yaml(folder / "scenario.yaml")[0]
        facts = facts_from_json(content, main, scenario["report"]["language"])
        return replace(
            facts,
            beside=stored[aside].reset_index(drop=True),
            by_year=stored[of_year].reset_index(drop=True),
            gap=gap,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        found, remedy = say("cannot be read"), say("run the scenario again")
        raise InputError(Problem(str(folder), found, say("an untouched run"), remedy)) from error


def chart_names(run: str | Path) -> dict[str, str]:
    """Name -> title of the charts that a finished run or comparison has figures for.

    Parameters
    ----------
    run : its directory; titles are in its language unless another is asked for.

    Raises
    ------
    InputError
        No such directory, or one that cannot be read.
    """
    from autopot.page.charts import available_charts

    compared = _compared(Path(run))
    if compared is not None:
        return {name: str(chart["title"]) for name, chart in compared.items()}
    facts = run_facts(run)
    with unless_asked(facts.language):
        return {c.name: c.title(facts) for c in available_charts(facts)}


def save_chart(run: str | Path, name: str | None, out: str | Path | None = None) -> Path:
    """Write a chart of a finished run or comparison.

    Parameters
    ----------
    run : its directory.
    name : one of `chart_names`.
    out : file ending in .svg, .png or .json (the Vega-Lite specification); by default <name>.svg.

    Returns
    -------
    The file.

    Raises
    ------
    InputError
        No such run, chart or kind of file, or a place that cannot be written.
    """
    from autopot.page.charts import available_charts
    from autopot.page.charts.export import picture, titled

    compared = _compared(Path(run))
    if compared is not None:
        suffix, target = _wanted(list(compared), name, out)
        chart = compared[str(name)]
        return store.write_output(target, picture(titled(chart["spec"], chart["title"]), suffix))
    facts = run_facts(run)
    charts = {chart.name: chart for chart in available_charts(facts)}
    suffix, target = _wanted(list(charts), name, out)
    with unless_asked(facts.language):
        own = charts[str(name)]
        drawn = picture(titled(own.spec(facts), own.title(facts)), suffix)
    return store.write_output(target, drawn)


def _compared(folder: Path) -> dict[str, Any] | None:
    """The charts of a comparison, as its charts.json holds them; None where it is none."""
    from autopot.page.comparison import COMPARED

    if (folder / NEEDED[0]).is_file():
        return None
    try:
        content = plain_json((folder / "charts.json").read_bytes())
        charts: dict[str, Any] = content[COMPARED]
        return {name: {"title": c["title"], "spec": dict(c["spec"])} for name, c in charts.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # then it is told as a run that lacks its files


def _wanted(charts: list[str], name: str | None, out: str | Path | None) -> tuple[str, Path]:
    """The kind of picture and the file that are asked for."""
    from autopot.page.charts.export import FORMATS

    if name is None:
        found, remedy = say("no chart is named"), say("name one of them")
        raise InputError(Problem("NAME", found, charts, remedy))
    if name not in charts:
        raise InputError(unknown_name("NAME", say_in("the", "chart"), name, charts))
    target = Path(out) if out is not None else Path(f"{name}.svg")
    suffix = target.suffix.removeprefix(".").lower()
    if suffix not in FORMATS:
        found = say("ending {ending!q}", ending=target.suffix)
        allowed = [".svg", ".png", ".json"]
        raise InputError(Problem(f"--out {target}", found, allowed, say("use one of them")))
    return suffix, target
