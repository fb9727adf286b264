"""`autopot export`."""

from __future__ import annotations

from pathlib import Path

import click

from autopot.cli import worded
from autopot.messages import say


@worded.command(
    "export",
    say(
        "Write figures of the run in the folder RUN as JSON-stat 2, for statistical programs.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot export result -o sectors.json\n"
        "    autopot export result --by municipality --by-year -o use.json"
    ),
)
@worded.argument("run", type=click.Path(path_type=Path))
@worded.option(
    "--by",
    type=click.Choice(["sector", "municipality"]),
    default="sector",
    help=say("What the figures are of."),
)
@worded.option(
    "--by-year",
    is_flag=True,
    help=say("What is in use and taken out, by year; otherwise the technical potential."),
)
@worded.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar=say("FILE"),
    help=say("File: .json; otherwise <by>.json."),
)
def command(run: Path, by: str, by_year: bool, out: Path | None) -> None:
    """Write the file and tell its name."""
    from autopot.api import save_jsonstat

    click.echo(
        str(
            save_jsonstat(run, "sector" if by == "sector" else "municipality", out, by_year=by_year)
        )
    )
