"""`autopot tasks export` and `autopot tasks import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autopot.cli import worded
from autopot.messages import say, say_many, shown, unless_asked

if TYPE_CHECKING:
    from autopot.api.tasks import ImportedTasks

SHOWN = 30


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

    found = import_tasks(file, out, scenario)
    with unless_asked(found.after.scenario.scenario.report.language):
        _show(found)


def _show(found: ImportedTasks) -> None:
    from autopot import messages
    from autopot.cli.screen import console, table
    from autopot.messages.numbers import percent
    from autopot.report.tables import names

    screen = console()
    rows = [
        [f"{c.occupation}-{c.task}", c.field, c.value, c.reason]
        for c in found.changes.head(SHOWN).itertuples()
    ]
    title = say_many("1 correction", "{count:,} corrections", count=len(found.changes))
    headings = [say("Task"), say("Field"), say("New value"), say("Reason")]
    screen.print(table(title, headings, rows, "nntt"))
    more = len(found.changes) - SHOWN
    if more > 0:
        screen.tell(say("… and {count:,} more, see {file}", count=more, file=found.file))
    label = names()["sector"]
    total = found.after.level("total").iloc[0]
    all_before = found.before.level("total").iloc[0]["share_mean"]
    effect: list[list[messages.Text]] = [[say("Total"), *_effect(all_before, total["share_mean"])]]
    before = found.before.level("sector").set_index("sector")["share_mean"].dropna()
    after = found.after.level("sector").set_index("sector")["share_mean"]
    effect += [[label[str(s)], *_effect(before[s], after[s])] for s in before.index]
    screen.print()
    headings = [say("Sector"), say("Before"), say("After"), say("Change")]
    screen.print(table(say("Effect, share of FTE"), headings, effect, "nfff"))
    screen.tell(
        say(
            "90% interval after: {low}–{high}",
            low=percent(total["share_p05"], 1),
            high=percent(total["share_p95"], 1),
        ),
        say(
            "Saved in {file}. Write in the scenario: evidence: {{overlay: {name}}}",
            file=found.file,
            name=found.file.name,
        ),
    )


def _effect(before: float, after: float) -> list[str]:
    from autopot.messages.numbers import localised, percent

    sign = "+" if after >= before else "−"
    change = localised(f"{abs(100 * (after - before)):.2f}")
    return [percent(before, 2), percent(after, 2), f"{sign}{change}"]
