"""`autopot run`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import click

from autopot.cli import worded
from autopot.cli.settings import Settings, settings_option
from autopot.cli.shared_options import (
    engine_options,
    json_option,
    quiet_option,
    report_option,
)
from autopot.cli.streams import echo_json
from autopot.messages import say, told, unless_asked

if TYPE_CHECKING:
    import pandas as pd

    from autopot.api import Result
    from autopot.engine.options import EngineOptions
    from autopot.results.run.key import Key


WIDE = 110
"""Terminal width from which the intervals are also drawn as bars."""


@worded.command(
    "run",
    say(
        "Run SCENARIO: a .yaml file, the name of a packaged scenario, or a staff file.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot run base\n"
        "    autopot run scenarios/base.yaml --draws 2000 --out result\n"
        "    autopot run base --json > base.json\n"
        "    autopot run staff.xlsx --municipality 1119\n"
        "    autopot run staff.xlsx --set workforce.duplicates=drop\n"
        "    autopot run national --municipality 1127\n"
        "    autopot run staff.xlsx --municipality 1119 --beside 1127 --beside big_cities\n\n"
        "Packaged: base, cautious, fast, realistic-2035, computerisation-2013, national; with one "
        "sector apart: digital-first-administration, welfare-technology-care, "
        "school-without-ai-for-pupils."
    ),
)
@worded.argument("scenario")
@worded.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar=say("FOLDER"),
    help=say("Folder of the result; otherwise runs/<name>-<hash>."),
)
@engine_options
@json_option
@worded.option(
    "--municipality",
    help=say(
        "Show this municipality among those nearest in population; for a staff file: the one of "
        "all rows."
    ),
)
@worded.option(
    "--beside",
    multiple=True,
    metavar=say("WHOM"),
    help=say(
        "Put the municipality beside others: size_group, big_cities, a number or a name. May be "
        "given more than once. Own staff stand beside the first two without being asked."
    ),
)
@worded.option(
    "--label",
    metavar=say("NAME"),
    help=say("What own staff are called in the result; otherwise “the staff file”."),
)
@settings_option
@report_option
@worded.option(
    "--sensitivity",
    "with_sensitivity",
    is_flag=True,
    help=say("Add which uncertainty matters most; takes 2 to 10 s."),
)
@quiet_option
def command(
    scenario: str,
    out: Path | None,
    as_json: bool,
    municipality: str | None,
    beside: tuple[str, ...],
    label: str | None,
    settings: Settings,
    report: bool,
    with_sensitivity: bool,
    quiet: bool,
    **options: Unpack[EngineOptions],
) -> None:
    """Run, write the result, and show it."""
    from autopot.api import beside_neighbours, run, sensitivity
    from autopot.cli.progress import progress
    from autopot.workforce.staff import is_staff_file

    if report:
        from autopot.page.charts.export import get_ready

        get_ready()
    changes: dict[str, dict[str, Any]] = {}
    if municipality is not None and is_staff_file(scenario):
        changes, municipality = {"workforce": {"municipality": municipality}}, None
    if label is not None:
        changes["workforce"] = {**changes.get("workforce", {}), "label": label}
    with progress(quiet or as_json) as options["progress"]:
        result = run(
            scenario,
            changes=changes,
            settings=settings,
            beside=beside or None,
            municipality=municipality,
            **options,
        )
    one = None if municipality is None else beside_neighbours(result, municipality)
    found = None
    if with_sensitivity:
        alone = options.copy()
        alone["draws"], alone["progress"] = None, None
        found = sensitivity(
            scenario,
            changes=changes,
            settings=settings,
            **alone,
        )
    with unless_asked(result.language):
        folder = result.save(out, report=report, found=found)
        if as_json:
            content: dict[str, Any] = {**result.as_json(), "directory": str(folder)}
            echo_json(content)
        elif quiet:
            click.echo(str(folder))
        else:
            _show(result, folder, one, result.key(found))


def _show(result: Result, folder: Path, one: pd.DataFrame | None, key: Key) -> None:
    """The first page, the tables, and where the files are."""
    from autopot.results.labels import label
    from autopot.views.terminal import console

    screen = console()
    screen.tell(result.title(), style="bold")
    for part in key.parts:
        screen.print()
        screen.tell(part.heading, style="bold")
        screen.tell(*part.lines)
        if part.name == "first":
            screen.show(replace(key.first, title="", notes=key.first.notes[1:]))
    screen.print()
    screen.tell(told("How the figures are read"), style="bold")
    answer = result.answer()
    screen.tell(answer.adds_up, answer.distance, *result.notes())
    screen.show(*result.tables(one))
    screen.print()
    screen.tell(f"{told('Files')}: {folder}")
    for name, meaning in (
        *([("report.html", "file_report")] if (folder / "report.html").exists() else []),
        ("tables.xlsx", "file_tables"),
        ("potential.parquet", "file_potential"),
        *([("gap.parquet", "file_gap")] if (folder / "gap.parquet").exists() else []),
        *([("beside.parquet", "file_beside")] if (folder / "beside.parquet").exists() else []),
        ("datapackage.json", "file_package"),
        ("charts.json", "file_charts"),
        ("scenario.yaml", "file_scenario"),
        ("manifest.json", "file_manifest"),
    ):
        screen.tell(f"  {name:<18} {label(meaning)}")
