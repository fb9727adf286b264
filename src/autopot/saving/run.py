"""The directory of a run: its figures, its settings, its workbook and its page."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import yaml

from autopot import store
from autopot.messages import in_own_language
from autopot.page.run import chart_facts, report_html
from autopot.results.gap.result import GAP_FILE
from autopot.results.keeping import writes
from autopot.results.peers.result import PEERS_FILE
from autopot.results.run.result import Result
from autopot.results.sensitivity.result import Sensitivity
from autopot.saving.run_workbook import build_workbook
from autopot.study.own_files import own_copies, resolved_scenario
from autopot.study.protection import remember


@writes(Result)
def save_run(
    result: Result,
    out: str | Path | None = None,
    *,
    report: bool = True,
    found: Sensitivity | None = None,
) -> Path:
    """Write the run directory.

    Parameters
    ----------
    result : the run.
    out, report, found : as for `autopot.api.Result.save`.

    Returns
    -------
    The directory.

    Raises
    ------
    InputError
        The place cannot be used.
    """
    description = result.description()
    name = f"{result.scenario.scenario.name}-{store.run_hash(description)}"
    target = Path(out) if out is not None else Path("runs") / name
    facts = chart_facts(result, found)
    files = {**run_files(result, target), "charts.json": facts.to_json()}
    if report:
        files["report.html"] = report_html(result, facts, found)
    folder = store.write_run(target, files, {"run": name, **description})
    remember(result.scenario, result.workforce)
    return folder


@in_own_language
def run_files(result: Result, target: Path) -> dict[str, bytes]:
    """The files of a run directory that hold its figures and settings.

    Parameters
    ----------
    result : the run.
    target : where they will be written; files that the scenario names are told from there.

    Returns
    -------
    Name -> content. Nothing is written, and charts.json, the page and the manifest are not
    among them.
    """
    parquet = io.BytesIO()
    parts = [table for table in (result.potential, result.beside, result.by_year) if len(table)]
    pd.concat(parts, ignore_index=True).to_parquet(parquet, index=False)
    resolved = resolved_scenario(result.scenario, result.workforce, target, result.drawn)
    need = {} if result.gap is None else {GAP_FILE: result.gap.as_parquet()}
    return {
        "scenario.yaml": yaml.safe_dump(resolved, allow_unicode=True, sort_keys=False).encode(),
        "potential.parquet": parquet.getvalue(),
        **need,
        **({} if result.peers is None else {PEERS_FILE: result.peers.as_parquet()}),
        "tables.xlsx": _workbook(result),
        **own_copies(result.scenario),
    }


def _workbook(result: Result) -> bytes:
    return build_workbook(
        result.title(),
        result.title_texts(),
        result.potential,
        result.beside,
        result.ranks.groups,
        result.answer(),
        result.key(),
        result.scenario,
        result.radar,
        result.readiness,
        result.effects,
        result.notes(),
        result.by_year,
        result.year_notes(),
        [] if result.gap is None else result.gap.sheets(),
        [] if result.peers is None else result.peers.sheets(),
    )
