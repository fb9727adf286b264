"""`autopot gap`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import click

from autopot.cli import worded
from autopot.cli.settings import Settings, settings_option
from autopot.cli.shared_options import engine_options, json_option
from autopot.cli.streams import echo_json
from autopot.messages import say, told, unless_asked

if TYPE_CHECKING:
    from autopot.engine.options import EngineOptions


@worded.command(
    "gap",
    say(
        "How much more work will be needed, what technology meets of it, and what rests.\n\n"
        "SCENARIO is a .yaml file, the name of a packaged scenario, or a staff file.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot gap national\n"
        "    autopot gap base --year 2040\n"
        "    autopot gap national --municipality Hå --out gap\n"
        "    autopot gap staff.xlsx --municipality 1119\n"
        "    autopot gap base --set demand.levers.sick_leave=0.01"
    ),
)
@worded.argument("scenario", default="base")
@worded.option(
    "--year",
    "years",
    type=int,
    multiple=True,
    help=say("Year, may be repeated; otherwise those of the scenario."),
)
@worded.option(
    "--municipality",
    "municipalities",
    multiple=True,
    help=say("Show this municipality, may be repeated; for a staff file: the one of all rows."),
)
@worded.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar=say("FOLDER"),
    help=say("Write a report, a workbook and every figure there; otherwise nothing is written."),
)
@engine_options
@settings_option
@json_option
def command(
    scenario: str,
    years: tuple[int, ...],
    municipalities: tuple[str, ...],
    out: Path | None,
    settings: Settings,
    as_json: bool,
    **options: Unpack[EngineOptions],
) -> None:
    """Compute, and show the sentences and the tables."""
    from autopot.api import gap
    from autopot.views.terminal import console
    from autopot.workforce.staff import is_staff_file

    changes: dict[str, dict[str, Any]] = {}
    shown = municipalities
    if len(municipalities) == 1 and is_staff_file(scenario):
        changes, shown = {"workforce": {"municipality": municipalities[0]}}, ()
    found = gap(
        scenario,
        years=years or None,
        municipalities=shown,
        changes=changes,
        settings=settings,
        **options,
    )
    folder = None if out is None else found.save(out)
    if as_json:
        echo_json(found.as_json() | ({} if folder is None else {"directory": str(folder)}))
        return
    screen = console()
    with unless_asked(found.language):
        screen.tell(found.heading(), style="bold")
        first, *more = found.lines()
        screen.tell(first, style="bold")
        screen.tell(*more)
        screen.show(*found.tables())
        if folder is not None:
            screen.print()
            screen.tell(f"{told('Files')}: {folder}")
