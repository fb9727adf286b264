"""`autopot explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from autopot.cli import worded
from autopot.cli.spoken import speaking_as
from autopot.cli.usage import usage_error
from autopot.messages import say

if TYPE_CHECKING:
    from autopot.api import Explanation


@worded.command(
    "explain",
    say(
        "Show what lies behind the figure of OCCUPATION, a STYRK-08 code of four digits.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot explain 4110\n"
        "    autopot explain --sector health_care"
    ),
)
@worded.argument("occupation", required=False)
@worded.option("--sector", help=say("Show which tasks carry the potential in a sector."))
@worded.option(
    "--top",
    type=click.IntRange(1),
    default=25,
    show_default=True,
    help=say("Number of tasks with --sector."),
)
@worded.option(
    "--scenario",
    default="base",
    show_default=True,
    help=say("Scenario that the figures are taken from."),
)
def command(occupation: str | None, sector: str | None, top: int, scenario: str) -> None:
    """Explain an occupation, or a sector."""
    if (occupation is None) == (sector is None):
        raise usage_error(say("give either OCCUPATION or --sector"))
    with speaking_as(scenario):
        if sector is not None:
            _show_sector(sector, scenario, top)
            return
        from autopot.api import explain

        _show(explain(str(occupation), scenario))


def _show_sector(sector: str, scenario: str, top: int) -> None:
    from autopot.api import explain_sector
    from autopot.cli.screen import console, table
    from autopot.report.explanation import sector_lines, sector_table

    tasks = explain_sector(sector, scenario)
    part = sector_table(tasks, top)
    screen = console()
    screen.print(table(part.title, part.headings, part.rows, part.kinds))
    screen.tell(*sector_lines(tasks))


def _show(found: Explanation) -> None:
    from autopot.cli.screen import console, table
    from autopot.report.explanation import explanation_tables, introduction

    screen = console()
    title, *lines = introduction(found)
    screen.tell(title, style="bold")
    screen.tell(*lines)
    for part in explanation_tables(found):
        screen.print()
        screen.print(table(part.title, part.headings, part.rows, part.kinds))
