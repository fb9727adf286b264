"""`autopot explain`."""

from __future__ import annotations

import click

from autopot.cli import worded
from autopot.cli.spoken import speaking_as
from autopot.cli.usage import usage_error
from autopot.messages import say


@worded.command(
    "explain",
    say(
        "Show what lies behind the figure of OCCUPATION, a STYRK-08 code of four digits.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot explain 4110\n"
        "    autopot explain --sector health_care\n"
        "    autopot explain 2342 --sector kindergarten"
    ),
)
@worded.argument("occupation", required=False)
@worded.option(
    "--sector",
    help=say(
        "Show which tasks carry the potential in a sector; with OCCUPATION, what it does there."
    ),
)
@worded.option(
    "--top",
    type=click.IntRange(1),
    default=25,
    show_default=True,
    help=say("Number of tasks with --sector."),
)
@worded.option(
    "--scenario",
    default="base",
    show_default=True,
    help=say("Scenario that the figures are taken from."),
)
def command(occupation: str | None, sector: str | None, top: int, scenario: str) -> None:
    """Explain an occupation, or a sector."""
    if occupation is None and sector is None:
        raise usage_error(say("give OCCUPATION, --sector or both"))
    from autopot.api import explain, explain_sector
    from autopot.results.run.explanation import sector_table
    from autopot.views.terminal import console

    with speaking_as(scenario):
        screen = console()
        if occupation is None:
            screen.show(sector_table(explain_sector(str(sector), scenario), top))
            return
        found = explain(occupation, scenario, sector=sector)
        screen.tell(found.title, style="bold")
        screen.tell(*found.lines())
        screen.show(*found.tables())
