"""`autopot explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from autopot.api import Explanation


@click.command("explain")
@click.argument("occupation")
@click.option("--scenario", default="base", show_default=True, help="Scenario.")
@click.option(
    "--language",
    type=click.Choice(["nb", "en"]),
    default="nb",
    show_default=True,
    help="Språk / language.",
)
def command(occupation: str, scenario: str, language: str) -> None:
    """Vis hva som ligger bak tallet for OCCUPATION, en STYRK-08-kode på fire siffer.

    \b
    Eksempel / example:
        autopot explain 4110
    """
    from autopot.api import explain

    _show(explain(occupation, scenario), language)


def _show(found: Explanation, language: str) -> None:
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.report.explanation import explanation_tables, introduction

    screen = console()
    for number, line in enumerate(introduction(found, language)):
        screen.print(Text(line, style="bold" if number == 0 else ""))
    for part in explanation_tables(found, language):
        screen.print()
        screen.print(table(part.title, part.headings, part.rows, part.kinds))
