"""`autopot validate`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autopot.cli import worded
from autopot.messages import say


@worded.command(
    "validate",
    say(
        "Compute published results from the packaged data, and show ours beside them.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot validate\n"
        "    autopot validate --study study.xlsx\n\n"
        "Exits with 1 when a check fails."
    ),
)
@worded.option("--draws", type=click.IntRange(100), help=say("Number of draws."))
@worded.option(
    "--study",
    type=click.Path(path_type=Path),
    metavar=say("FILE"),
    help=say("The form of 'autopot radar template', filled in from the study of 2019."),
)
def command(draws: int | None, study: Path | None) -> None:
    """Compare, and leave with 1 where they do not agree."""
    from autopot.api import beside_study, validate
    from autopot.views.terminal import console

    screen = console()
    typed = beside_study(study, draws) if study is not None else []
    checks = validate(draws)
    for check in checks:
        screen.tell(check.title, style="bold")
        screen.tell(*check.lines())
        screen.show(*check.tables)
    screen.show(*typed)
    if not typed:
        screen.tell(
            say(
                "The sector percentages and the radar of the study of 2019 are not read by us. "
                "Who has the report: autopot radar template, then autopot validate --study."
            )
        )
    if any(check.agrees is False for check in checks):
        sys.exit(1)
