"""`autopot validate`."""

from __future__ import annotations

import sys

import click

from autopot.cli import worded
from autopot.messages import say


@worded.command(
    "validate",
    say(
        "Compute published results from the packaged data, and show ours beside them.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot validate\n\n"
        "Exits with 1 when a check fails."
    ),
)
@worded.option("--draws", type=click.IntRange(100), help=say("Number of draws."))
def command(draws: int | None) -> None:
    """Compare, and leave with 1 where they do not agree."""
    from autopot.api import validate
    from autopot.views.terminal import console

    screen = console()
    checks = validate(draws)
    for check in checks:
        screen.tell(check.title, style="bold")
        screen.tell(*check.lines())
        screen.show(*check.tables)
    if any(check.agrees is False for check in checks):
        sys.exit(1)
