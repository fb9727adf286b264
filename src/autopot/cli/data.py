"""`autopot data check`, `autopot data package`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

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


@worded.command(
    "package",
    say(
        "Describe the packaged tables as a Data Package (Frictionless, datapackage.json), for "
        "whoever reads them with other programs.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot data package -o datapackage.json"
    ),
    short=say("Describe the tables for other programs"),
    parent=command,
)
@worded.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=say("FILE"),
    help=say("File: .json; otherwise the description is printed."),
)
def package(out: Path | None) -> None:
    """Print the description, or write it."""
    from autopot.catalogue.data_package import data_package
    from autopot.store import write_output

    text = json.dumps(data_package(), ensure_ascii=False, indent=1) + "\n"
    if out is None:
        click.echo(text, nl=False)
    else:
        click.echo(str(write_output(out, text.encode())))
