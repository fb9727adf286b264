"""`autopot plan`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autopot.cli import worded
from autopot.cli.shared_options import json_option
from autopot.cli.streams import echo_json
from autopot.messages import say, told, unless_asked

if TYPE_CHECKING:
    from autopot.api import Plan


@worded.command(
    "plan",
    say(
        "Which measures in PLAN should start when, within the limits?\n\n"
        "PLAN is a .yaml file or the name of a packaged plan. Costs and limits are the planner's "
        "own.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot plan plan-example\n"
        "    autopot plan my-plan.yaml --out plan\n\n"
        "Packaged: plan-example (made-up costs)."
    ),
)
@worded.argument("plan_file", metavar="PLAN")
@worded.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar=say("FOLDER"),
    help=say("Folder of report.html, plan.xlsx, plan.json and the follow-up sheet."),
)
@worded.option(
    "--seconds",
    type=click.FloatRange(min=1),
    help=say("Time limit; goes before the one in the file."),
)
@json_option
def command(plan_file: str, out: Path | None, seconds: float | None, as_json: bool) -> None:
    """Plan, write the plan, and show it."""
    from autopot.api import plan
    from autopot.cli.progress import progress

    with progress(as_json) as told_how_far:
        found = plan(plan_file, seconds=seconds, progress=told_how_far)
    with unless_asked(found.language):
        folder = None if out is None else found.save(out)
        if as_json:
            content = {**found.as_json(), "directory": None if folder is None else str(folder)}
            echo_json(content)
        else:
            _show(found, folder)


def _show(found: Plan, folder: Path | None) -> None:
    from autopot.views.terminal import console

    screen = console()
    screen.tell(found.title(), style="bold")
    screen.tell(*found.lines())
    screen.show(*found.tables())
    if folder is not None:
        screen.print()
        screen.tell(f"{told('Written to')}: {folder}")
