"""`autopot tasks export` and `autopot tasks import`."""

from __future__ import annotations

from pathlib import Path

import click

from autopot.cli import worded
from autopot.messages import say, say_many, shown, unless_asked


@worded.group("tasks", say("The tasks of the occupations: let a group of experts correct them."))
def command() -> None:
    """All commands about tasks."""


@worded.command(
    "export",
    say(
        "Write the tasks to FILE.xlsx, ready to be corrected; or, with --labels, ready for people "
        "who do the job to say what a machine can do.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot tasks export health.xlsx --sector health_care\n"
        "    autopot tasks export care.xlsx --occupation 5321 --occupation 2223\n"
        "    autopot tasks export care.xlsx --labels --occupation 5321"
    ),
    short=say("Write the tasks to a workbook"),
    parent=command,
)
@worded.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@worded.option(
    "--occupation", "occupations", multiple=True, help=say("STYRK code; may be repeated.")
)
@worded.option("--sector", help=say("Only occupations in this sector, as health_care."))
@worded.option(
    "--labels",
    is_flag=True,
    help=say("A workbook to rate in, without our labels: can a machine do it?"),
)
def export(file: Path, occupations: tuple[str, ...], sector: str | None, labels: bool) -> None:
    """Write the workbook and say how many tasks are in it."""
    from autopot.api import export_ratings, export_tasks

    write = export_ratings if labels else export_tasks
    count = write(file, list(occupations) or None, sector)
    written = say_many(
        "1 task written to {file}", "{count:,} tasks written to {file}", count=count, file=file
    )
    click.echo(shown(written))


@worded.command(
    "import",
    say(
        "Read corrections from FILE.xlsx, show what they do to the result, and save them.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot tasks import health.xlsx\n"
        "    autopot tasks import health.xlsx --out corrections.csv\n"
        "Use them in a scenario with:\n"
        "    evidence: {{overlay: corrections.csv}}"
    ),
    short=say("Read corrections and show their effect"),
    parent=command,
)
@worded.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@worded.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("File of the corrections; otherwise <name>-rettelser.csv beside FILE."),
)
@worded.option(
    "--scenario",
    default="base",
    show_default=True,
    help=say("Scenario in which the effect is shown."),
)
def import_(file: Path, out: Path | None, scenario: str) -> None:
    """Read, save, and show the corrections and their effect."""
    from autopot.api import import_tasks
    from autopot.views.terminal import console

    found = import_tasks(file, out, scenario)
    with unless_asked(found.language):
        screen = console()
        screen.show(*found.tables())
        screen.tell(*found.lines())
