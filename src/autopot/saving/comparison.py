"""The directory of a comparison: its workbook, and its page where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autopot import store
from autopot.results.comparison.result import COMPARISON_FILE, Comparison
from autopot.results.comparison.tables import about
from autopot.results.keeping import writes
from autopot.results.suppression import everything_shown
from autopot.saving.comparison_workbook import comparison_workbook
from autopot.study.extensions import extensions_of, packages_of
from autopot.study.protection import remember
from autopot.study.versions import made_with
from autopot.version import __version__

if TYPE_CHECKING:
    from autopot.page.comparison import ComparisonPage


@writes(Comparison)
def save_comparison(
    comparison: Comparison, out: str | Path | None = None, *, report: bool = True
) -> Path:
    """Write compare.xlsx and report.html with a manifest.

    Parameters
    ----------
    comparison : the scenarios side by side.
    out, report : as for `autopot.api.Comparison.save`.

    Returns
    -------
    The directory.

    Raises
    ------
    InputError
        The place cannot be used.
    """
    found = comparison
    description = {"autopot": __version__, "compare": found.as_json()}
    name = f"compare-{'-'.join(found.scenarios)}-{store.run_hash(description)}"
    target = Path(out) if out is not None else Path("runs") / name
    content = comparison_workbook(
        found.scenarios,
        found.table,
        found.parts,
        found.differences,
        found.hidden,
        [*everything_shown(found.unprotected), about(found.kind, found.year), *found.of_parts()],
        found.sectors,
        found.residents,
    )
    of = [loaded.scenario for loaded, _ in found.made_of]
    manifest = {
        "run": name,
        **made_with(packages_of(*of)),
        **extensions_of(*of),
        "scenarios": found.scenarios,
    }
    files = {COMPARISON_FILE: content}
    if found.kind == "technical":
        files |= _drawn(found, manifest, report)
    folder = store.write_run(target, files, manifest, "comparison")
    for loaded, workforce in found.made_of:
        remember(loaded, workforce)
    return folder


def _drawn(found: Comparison, manifest: Mapping[str, Any], report: bool) -> dict[str, bytes]:
    """The charts, and the page where there is one."""
    from autopot.page.comparison import build_comparison_page, charts_file

    page = page_of(found, {**manifest, "scenarios": ", ".join(found.scenarios)})
    files = {"charts.json": charts_file(page)}
    return {**files, "report.html": build_comparison_page(page)} if report else files


def page_of(found: Comparison, description: Mapping[str, Any]) -> ComparisonPage:
    """What the page of a comparison is made from.

    Parameters
    ----------
    found : the scenarios side by side.
    description : what the page tells of how it was made.
    """
    from autopot.page.comparison import ComparisonPage

    return ComparisonPage(
        scenarios=found.texts,
        table=found.table,
        parts=found.parts,
        differences=found.differences,
        hidden=found.hidden,
        unprotected=found.unprotected,
        sectors=found.sectors,
        residents=found.residents,
        description=description,
        of_parts=found.of_parts(),
    )
