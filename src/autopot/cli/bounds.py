"""`autopot bounds`."""

from __future__ import annotations

from autopot.cli import worded
from autopot.cli.shared_options import json_option
from autopot.cli.streams import echo_json
from autopot.messages import say, unless_asked


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
    from autopot.views.terminal import console

    stated = {name: (low, high) for name, low, high in sectors}
    found = bounds(scenario, total=total, first=first, sectors=stated)
    if as_json:
        echo_json(found.as_json())
        return
    screen = console()
    with unless_asked(found.language):
        screen.tell(found.title(), style="bold")
        screen.show(*found.tables())
