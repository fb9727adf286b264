"""`autopot explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from autopot.cli.usage import usage_error
from autopot.messages import say

if TYPE_CHECKING:
    from autopot.api import Explanation


@click.command("explain")
@click.argument("occupation", required=False)
@click.option("--sector", help="Vis hvilke oppgaver som bærer potensialet i en sektor. / A sector.")
@click.option(
    "--top",
    type=click.IntRange(1),
    default=25,
    show_default=True,
    help="Antall oppgaver med --sector. / Number of tasks.",
)
@click.option("--scenario", default="base", show_default=True, help="Scenario.")
@click.option(
    "--language",
    type=click.Choice(["nb", "en"]),
    default="nb",
    show_default=True,
    help="Språk / language.",
)
def command(occupation: str | None, sector: str | None, top: int, scenario: str) -> None:
    """Vis hva som ligger bak tallet for OCCUPATION, en STYRK-08-kode på fire siffer.

    \b
    Eksempel / example:
        autopot explain 4110
        autopot explain --sector health_care
    """
    if (occupation is None) == (sector is None):
        raise usage_error(say("give either OCCUPATION or --sector"))
    if sector is not None:
        _show_sector(sector, scenario, top)
        return
    from autopot.api import explain

    _show(explain(str(occupation), scenario))


def _show_sector(sector: str, scenario: str, top: int) -> None:
    from rich.text import Text

    from autopot.api import explain_sector
    from autopot.cli.screen import console, table
    from autopot.report.explanation import sector_lines, sector_table

    tasks = explain_sector(sector, scenario)
    part = sector_table(tasks, top)
    screen = console()
    screen.print(table(part.title, part.headings, part.rows, part.kinds))
    for line in sector_lines(tasks):
        screen.print(Text(line))


def _show(found: Explanation) -> None:
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.report.explanation import explanation_tables, introduction

    screen = console()
    for number, line in enumerate(introduction(found)):
        screen.print(Text(line, style="bold" if number == 0 else ""))
    for part in explanation_tables(found):
        screen.print()
        screen.print(table(part.title, part.headings, part.rows, part.kinds))
