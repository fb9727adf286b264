"""`autopot template`."""

from __future__ import annotations

from pathlib import Path

import click

from autopot.cli import worded
from autopot.messages import say, shown


@worded.command(
    "template",
    say(
        "Write FILE.xlsx: a template to fill in, with lists and explanations.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot template staff.xlsx"
    ),
)
@worded.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    """Write the template and say what to do with it."""
    from autopot.api import write_template

    written = say(
        "The template is written. Fill in the sheet for staff, and run: autopot check {file}",
        file=write_template(file),
    )
    click.echo(shown(written))
