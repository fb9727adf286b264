"""`autopot data check`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from autopot.cli import worded
from autopot.messages import Text, say, say_many, shown

if TYPE_CHECKING:
    from autopot.cli.screen import Screen


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
    from autopot.cli.screen import console, table

    report = check_data()
    screen = console()
    rows = [
        [row.table, str(row.rows), str(row.columns), str(row.sources)]
        for row in report.rows.itertuples()
    ]
    headings: list[Text] = [say("Table"), say("Rows"), say("Columns"), say("Sources")]
    screen.print(table(say("Tables"), headings, rows, "nfff"))
    if not report.problems:
        _show_tasks(screen)
    screen.tell(*report.notes)
    for problem in report.problems:
        click.echo(str(problem), err=True)
    if report.problems:
        found = say_many("1 fault", "{count:,} faults", count=len(report.problems))
        click.echo(shown(found), err=True)
        sys.exit(1)
    screen.tell(say("No faults"), style="bold")


def _show_tasks(screen: Screen) -> None:
    """How working time divides over kinds of activity, and how well two coders agreed."""
    from autopot.catalogue import activity_by_sector, coding_agreement
    from autopot.cli.screen import table
    from autopot.messages.numbers import localised, percent
    from autopot.report.tables import names

    label = names()
    time = activity_by_sector()
    rows = [
        [label["sector"][str(sector)], *[percent(float(share)) for share in shares]]
        for sector, shares in zip(time.index, time.to_numpy(), strict=True)
    ]
    screen.print()
    title = say("Working time by kind of activity")
    headings: list[Text] = [say("Sector"), *[str(name) for name in time.columns]]
    screen.print(table(title, headings, rows, "n" + "f" * time.shape[1]))
    coded = [
        [
            label["sector"].get(str(row["sector"]), say("All")),
            str(row["tasks"]),
            percent(row["agreement"]),
            localised(f"{row['kappa']:.2f}"),
            str(row["disputed"]),
        ]
        for row in coding_agreement().to_dict("records")
    ]
    screen.print()
    headings = [say("Sector"), say("Tasks"), say("Agree"), say("Kappa"), say("Undecided")]
    screen.print(table(say("Two independent coders"), headings, coded, "nffff"))
    screen.print()
