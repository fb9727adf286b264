"""The directory of a gap: its page, its workbook, every figure, and the scenario behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from autopot import store
from autopot.messages import told
from autopot.results.gap.result import GAP_FILE, Gap
from autopot.results.keeping import writes
from autopot.saving.result_package import result_package
from autopot.study.extensions import extensions_of, packages_of
from autopot.study.own_files import own_copies, resolved_scenario
from autopot.study.protection import remember
from autopot.study.versions import made_with
from autopot.views.workbook import TablesWorkbook

REPORT, WORKBOOK, SCENARIO = "report.html", "gap.xlsx", "scenario.yaml"


@writes(Gap)
def save_gap(found: Gap, out: str | Path | None = None) -> Path:
    """Write report.html, gap.xlsx, gap.parquet and the scenario with a manifest.

    Parameters
    ----------
    found : the need of work and what meets it.
    out : as for `autopot.api.Gap.save`.

    Returns
    -------
    The directory.

    Raises
    ------
    InputError
        The place cannot be used.
    """
    from autopot.page.gap import build_gap_page

    files = {GAP_FILE: found.as_parquet(), WORKBOOK: _workbook(found), **_scenario(found)}
    content = {name: store.sha256(one) for name, one in files.items() if name != WORKBOOK}
    name = f"gap-{_name(found)}-{store.run_hash(content)}"
    loaded = found.scenario
    manifest: dict[str, Any] = {
        "run": name,
        **made_with(() if loaded is None else packages_of(loaded.scenario)),
        **({} if loaded is None else extensions_of(loaded.scenario)),
        "title": found.heading(),
        "today": found.today,
        "year": found.year,
        "draws": found.draws,
        "shown": list(found.shown),
    }
    files[REPORT] = build_gap_page(found, manifest)
    references = () if found.scenario is None else found.scenario.scenario.references
    files |= result_package(name, found.heading(), files, references)
    target = Path(out) if out is not None else Path("runs") / name
    folder = store.write_run(target, files, manifest, "gap")
    if found.scenario is not None and found.workforce is not None:
        remember(found.scenario, found.workforce)
    return folder


def _name(found: Gap) -> str:
    return "unnamed" if found.scenario is None else found.scenario.scenario.name


def _scenario(found: Gap) -> dict[str, bytes]:
    """The scenario and the planner's own files that it names, to be run again from there."""
    if found.scenario is None:
        return {}
    resolved = resolved_scenario(found.scenario, found.draws)
    text = yaml.safe_dump(resolved, allow_unicode=True, sort_keys=False)
    return {SCENARIO: text.encode(), **own_copies(found.scenario)}


def _workbook(found: Gap) -> bytes:
    book = TablesWorkbook()
    book.add_text(told("Read this first"), [found.heading(), *found.lines(), *found.stated()])
    for sheet in found.sheets():
        book.add(sheet)
    return book.to_bytes()
