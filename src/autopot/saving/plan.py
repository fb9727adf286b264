"""The directory of a plan: its page, its workbook, the plan, and the follow-up sheet to fill in."""

from __future__ import annotations

import json
import os
from pathlib import Path

import yaml

from autopot import store
from autopot.forms.follow_up import follow_up_sheet
from autopot.page.plan import plan_page
from autopot.results.keeping import writes
from autopot.results.plan.closed import closed_table
from autopot.results.plan.labels import EXAMPLE
from autopot.results.plan.result import Plan
from autopot.results.plan.tables import limit_table, measure_table, year_table
from autopot.saving.plan_workbook import plan_workbook
from autopot.study.extensions import extensions_of, packages_of
from autopot.study.own_files import own_copies, resolved_scenario
from autopot.study.plan_folder import FOLLOW_UP_FILE, PLAN_FILE, RESULT_FILE, refuse_filled_in
from autopot.study.protection import remember
from autopot.study.versions import FILES, SOLVER, made_with

SCENARIO_FILE = "scenario.yaml"


@writes(Plan)
def save_plan(plan: Plan, out: str | Path) -> Path:
    """Write the plan: report.html, plan.xlsx, plan.yaml, plan.json, and a follow-up sheet.

    Where settings went before its scenario's, the scenario as it was used lies beside.

    Parameters
    ----------
    plan : what was chosen.
    out : a new or empty directory, or one with an earlier plan.

    Returns
    -------
    The directory.

    Raises
    ------
    InputError
        The place cannot be used, or its follow-up sheet is filled in.
    """
    target = Path(out)
    refuse_filled_in(target)
    content = json.dumps(plan.as_json(), ensure_ascii=False, indent=2)
    note = EXAMPLE if plan.loaded.plan.example else None
    files = {
        PLAN_FILE: _as_yaml(plan, target),
        RESULT_FILE: f"{content}\n".encode(),
        "plan.xlsx": _workbook(plan),
        "report.html": plan_page(plan),
        **_changed_scenario(plan),
        FOLLOW_UP_FILE: follow_up_sheet(plan.planned, plan.names, note),
    }
    scenario = plan.prepared.scenario.scenario
    read_by = FILES if plan.prepared.workforce.files else ()
    manifest = {
        "plan": plan.loaded.plan.name,
        **made_with(SOLVER, read_by, packages_of(scenario)),
        **extensions_of(scenario),
        "seed": scenario.uncertainty.seed,
    }
    folder = store.write_run(target, files, manifest, "plan")
    remember(plan.prepared.scenario, plan.prepared.workforce)
    return folder


def _workbook(plan: Plan) -> bytes:
    tables = (
        measure_table(plan.schedule, plan.chosen_draws),
        year_table(plan.years, plan.goal),
        limit_table(plan.more, plan.goal),
    )
    closed = () if plan.closed is None else (closed_table(plan.closed),)
    years = plan.loaded.plan.year_numbers()
    return plan_workbook(plan.lines(), plan.schedule, years, tables, closed)


def _as_yaml(plan: Plan, target: Path) -> bytes:
    """The plan as it was read; a scenario file is found from the new place too."""
    content = plan.loaded.plan.model_dump(mode="json")
    if content["goal"]["sector"] is None:
        del content["goal"]["sector"]  # as the files of plans without it
    if plan.changed:
        content["scenario"] = SCENARIO_FILE
    elif isinstance(plan.loaded.scenario, Path):
        content["scenario"] = os.path.relpath(plan.loaded.scenario, target)
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode()


def _changed_scenario(plan: Plan) -> dict[str, bytes]:
    """The scenario with the settings that went before it, and copies of own files it names."""
    if not plan.changed:
        return {}
    content = resolved_scenario(plan.prepared.scenario, plan.loaded.plan.draws)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    return {SCENARIO_FILE: text.encode(), **own_copies(plan.prepared.scenario)}
