"""`autopot bounds`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autopot.cli import worded
from autopot.cli.shared_options import json_option
from autopot.cli.spoken import speaking_as
from autopot.cli.streams import echo_json
from autopot.messages import say

if TYPE_CHECKING:
    from autopot.api import Bounds


@worded.command(
    "bounds",
    say(
        "Lowest and highest potential that the evidence allows in SCENARIO, without "
        "probabilities.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot bounds base\n"
        "    autopot bounds base --total 0.18 0.22 --first administration"
    ),
)
@worded.argument("scenario")
@worded.option(
    "--total",
    type=(float, float),
    metavar=say("LOW HIGH"),
    help=say("Stated share in all, low and high: 0.18 0.22."),
)
@worded.option(
    "--first",
    metavar=say("SECTOR"),
    help=say("Sector that is stated to have the largest share: administration."),
)
@worded.option(
    "--sector",
    "sectors",
    type=(str, float, float),
    multiple=True,
    metavar=say("SECTOR LOW HIGH"),
    help=say("Stated share in a sector: health_care 0.1 0.2; may be repeated."),
)
@json_option
def command(
    scenario: str,
    total: tuple[float, float] | None,
    first: str | None,
    sectors: tuple[tuple[str, float, float], ...],
    as_json: bool,
) -> None:
    """Find the bounds and show them."""
    from autopot.api import bounds

    stated = {name: (low, high) for name, low, high in sectors}
    found = bounds(scenario, total=total, first=first, sectors=stated)
    with speaking_as(scenario):
        if as_json:
            echo_json(found.as_json())
        else:
            _show(found)


def _show(found: Bounds) -> None:
    from autopot.cli.screen import console, table
    from autopot.report.suppression import left_out
    from autopot.report.uncertainty import beside_bounds, bound_rows, thing

    screen = console()
    headings, rows = bound_rows(found.table)
    title = say("What the evidence allows in {scenario}", scenario=found.scenario)
    screen.print(table(title, headings, rows, "nffnn"))
    screen.tell(
        say(
            "The figures are technical potential: working time that technology can take over. "
            "They are not savings and not jobs lost. Each task lies between its lowest and its "
            "highest reading; no distribution is used. Shadow price: how far the bound moves when "
            "the stated figure moves by 1."
        )
    )
    if found.beside is not None:
        screen.tell(beside_bounds(found.beside))
    screen.tell(*left_out([thing("sector", name) for name in found.hidden]))
