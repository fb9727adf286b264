"""The directory of a run: its figures, its settings, its workbook and its page."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from autopot import store
from autopot.messages import in_own_language, language
from autopot.page.run import chart_facts, report_html
from autopot.results.gap.result import GAP_FILE
from autopot.results.keeping import writes
from autopot.results.peers.result import PEERS_FILE
from autopot.results.run.result import Result
from autopot.results.sensitivity.result import Sensitivity
from autopot.results.settings import origins, packaged_name_of
from autopot.saving.result_package import result_package
from autopot.saving.run_workbook import build_workbook
from autopot.study.own_files import own_copies, resolved_scenario
from autopot.study.protection import remember
from autopot.study.versions import PAGE, arithmetic
from autopot.version import package_version

SCENARIO, POTENTIAL, TABLES = "scenario.yaml", "potential.parquet", "tables.xlsx"
CHARTS, REPORT = "charts.json", "report.html"


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
    files = {**run_files(result), **page_files(result, found, report=report)}
    about = {
        "language": language(),
        "origins": origins(result.scenario),
        "packaged": packaged_name_of(result.scenario),
        "laid_out_with": {package: package_version(package) for package in PAGE},
        "arithmetic": arithmetic(),
    }
    folder = store.write_run(target, files, {"run": name, **description, **about})
    remember(result.scenario, result.workforce)
    return folder


def page_files(
    result: Result,
    found: Sensitivity | None,
    made_with: Mapping[str, Any] | None = None,
    *,
    report: bool = True,
) -> dict[str, bytes]:
    """What the page of a run is: its charts and, if wanted, the page itself.

    Parameters
    ----------
    result : the run.
    found : its sensitivity, where it was computed.
    made_with : versions that the page names; by default those of the run.
    report : whether to make the page.

    Returns
    -------
    Name -> content.
    """
    facts = chart_facts(result, found)
    files = {CHARTS: facts.to_json()}
    return {**files, REPORT: report_html(result, facts, found, made_with)} if report else files


@in_own_language
def run_files(result: Result) -> dict[str, bytes]:
    """The files of a run directory that hold its figures and settings.

    Parameters
    ----------
    result : the run.

    Returns
    -------
    Name -> content. Nothing is written, and charts.json, the page and the manifest are not
    among them.
    """
    parquet = io.BytesIO()
    parts = [table for table in (result.potential, result.beside, result.by_year) if len(table)]
    pd.concat(parts, ignore_index=True).to_parquet(parquet, index=False)
    resolved = resolved_scenario(result.scenario, result.drawn)
    need = {} if result.gap is None else {GAP_FILE: result.gap.as_parquet()}
    figures = {
        POTENTIAL: parquet.getvalue(),
        **need,
        **({} if result.peers is None else {PEERS_FILE: result.peers.as_parquet()}),
        TABLES: _workbook(result),
    }
    scenario, ours = result.scenario.scenario, result.workforce.estimate
    return {
        SCENARIO: yaml.safe_dump(resolved, allow_unicode=True, sort_keys=False).encode(),
        **figures,
        **result_package(scenario.name, result.title(), figures, scenario.references, ours=ours),
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
