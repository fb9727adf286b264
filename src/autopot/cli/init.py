"""`autopot init`."""

from __future__ import annotations

from pathlib import Path

import click

from autopot.cli import worded
from autopot.messages import say, shown


@worded.command(
    "init",
    say(
        "Make FOLDER with a scenario, a template and an explanation for a municipality.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot init stavanger --municipality 1103"
    ),
)
@worded.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@worded.option("--municipality", required=True, help=say("Municipality number or name."))
def command(folder: Path, municipality: str) -> None:
    """Make the folder and say what is in it."""
    from autopot.api import start_folder

    target = start_folder(folder, municipality)
    click.echo(shown(say("The folder {folder} is made:", folder=target)))
    for name in sorted(path.name for path in target.iterdir()):
        click.echo(f"  {name}")
    begin = say(
        "Begin with LES-MEG.md. Check with: autopot check {file}", file=target / "kommune.yaml"
    )
    click.echo(shown(begin))
