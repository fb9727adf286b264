"""`autopot data check`."""

from __future__ import annotations

import sys

import click

from autopot.cli import worded
from autopot.messages import say, say_many, shown


@worded.group("data", say("The packaged tables of facts."))
def command() -> None:
    """All commands about data."""


@worded.command(
    "check",
    say(
        "Check all tables: types, limits, links, sums; and say what is missing.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot data check\n\n"
        "Exits with 1 when something is wrong."
    ),
    short=say("Check all tables"),
    parent=command,
)
def check() -> None:
    """Check, and leave with 1 where something is wrong."""
    from autopot.catalogue import check_data
    from autopot.results.evidence.data_tables import (
        packaged_tables,
        task_tables,
    )
    from autopot.views.terminal import console

    report = check_data()
    screen = console()
    screen.show(packaged_tables(report.rows))
    if not report.problems:
        screen.show(*task_tables())
        screen.print()
    screen.tell(*report.notes)
    for problem in report.problems:
        click.echo(str(problem), err=True)
    if report.problems:
        found = say_many("1 fault", "{count:,} faults", count=len(report.problems))
        click.echo(shown(found), err=True)
        sys.exit(1)
    screen.tell(say("No faults"), style="bold")
