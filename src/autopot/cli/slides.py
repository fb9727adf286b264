"""`autopot slides`."""

from __future__ import annotations

from pathlib import Path

import click

from autopot.cli import worded
from autopot.messages import say


@worded.command(
    "slides",
    say(
        "Write slides of the run in the folder RUN, for a meeting: how much, where, what first, "
        "by when, the need, and how sure it is.\n\n"
        "Charts are pictures, figures stand in tables that can be edited.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot slides result -o meeting.pptx"
    ),
)
@worded.argument("run", type=click.Path(path_type=Path))
@worded.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar=say("FILE"),
    help=say("File: .pptx; otherwise slides.pptx."),
)
def command(run: Path, out: Path | None) -> None:
    """Write the file."""
    from autopot.api import save_slides

    click.echo(str(save_slides(run, out)))
