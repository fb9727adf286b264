"""`autopot track`."""

from __future__ import annotations

from pathlib import Path

import click

from autopot.cli import worded
from autopot.cli.shared_options import json_option
from autopot.cli.streams import echo_json
from autopot.messages import say, unless_asked


@worded.command(
    "track",
    say(
        "What was realised, against what PLAN counted on, and what is the forecast now?\n\n"
        "PLAN is the folder from autopot plan --out, or a plan. ACTUALS is the follow-up sheet, "
        "filled in.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot plan my-plan.yaml --out plan\n"
        "    autopot track plan plan/follow-up.xlsx"
    ),
)
@worded.argument("plan_file", metavar="PLAN")
@worded.argument("actuals", type=click.Path(path_type=Path))
@json_option
def command(plan_file: str, actuals: Path, as_json: bool) -> None:
    """Compare with the plan, and show the forecast."""
    from autopot.api import track
    from autopot.views.terminal import console

    found = track(plan_file, actuals)
    with unless_asked(found.language):
        if as_json:
            echo_json(found.as_json())
            return
        screen = console()
        screen.tell(found.title(), style="bold")
        screen.tell(*found.lines())
        screen.show(*found.tables())
