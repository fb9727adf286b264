"""`autopot track`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autopot.cli import worded
from autopot.cli.shared_options import json_option
from autopot.cli.streams import echo_json
from autopot.messages import say, told, unless_asked

if TYPE_CHECKING:
    from autopot.api.tracking import Tracking


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

    found = track(plan_file, actuals)
    with unless_asked(found.language):
        content = found.as_json()
        if as_json:
            echo_json(content)
        else:
            _show(found, content)


def _show(found: Tracking, content: dict[str, Any]) -> None:
    from autopot import messages
    from autopot.cli.screen import console, table
    from autopot.report.follow_up import follow_up_lines, forecast_rows, verdict_lines
    from autopot.report.plan_labels import plan_label

    screen = console()
    title = messages.title_in(found.loaded.plan.title)
    screen.tell(f"{told('Follow-up of the plan')}: {title}", style="bold")
    screen.tell(*follow_up_lines(content, len(found.actuals)))
    for key in ("measures", "sectors"):
        screen.print()
        screen.tell(plan_label(f"by_{key[:-1]}"), style="bold")
        screen.tell(*verdict_lines(content[key]))
    for key, frame in (("year", found.forecast), ("measure", found.measure_forecast)):
        headings, rows = forecast_rows(frame, key)
        screen.print()
        screen.print(table(told("New forecast"), headings, rows, "nffff"))
