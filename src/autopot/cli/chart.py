"""`autopot chart`."""

from __future__ import annotations

from pathlib import Path

import click

from autopot.cli import worded
from autopot.messages import say


@worded.command(
    "chart",
    say(
        "Save the chart NAME of the run or comparison in the folder RUN, for notes.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot chart result --list\n"
        "    autopot chart result sectors -o sectors.svg\n"
        "    autopot chart result radar -o radar.png"
    ),
)
@worded.argument("run", type=click.Path(path_type=Path))
@worded.argument("name", required=False)
@worded.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar=say("FILE"),
    help=say("File: .svg, .png or .json; otherwise <name>.svg."),
)
@worded.option("--list", "listed", is_flag=True, help=say("Show the names of the charts."))
def command(run: Path, name: str | None, out: Path | None, listed: bool) -> None:
    """List the charts, or save one."""
    from autopot.api import chart_names, save_chart

    if listed:
        for known, title in chart_names(run).items():
            click.echo(f"{known:<22} {title}")
        return
    click.echo(str(save_chart(run, name, out)))
