"""`autopot disclosure`."""

from __future__ import annotations

import sys

from autopot.cli import worded
from autopot.cli.settings import Settings, settings_option
from autopot.cli.shared_options import json_option
from autopot.cli.streams import echo_json
from autopot.messages import say


@worded.command(
    "disclosure",
    say(
        "What all results of your own staff tell together.\n\n"
        "PLACE is a staff file, whose earlier results stand in the folder autopot-publisert beside "
        "it, or one or more folders of runs. For each small group the command finds the lowest and "
        "the highest number of FTE that are possible for somebody who has all the results and the "
        "program. The exit code is 0 when every group is protected, otherwise 1.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot disclosure ansatte.xlsx\n"
        "    autopot disclosure ansatte.xlsx --municipality 1119\n"
        "    autopot disclosure runs/own-1a2b3c4d5e runs/own-6f7a8b9c0d"
    ),
)
@worded.argument("places", nargs=-1, required=True, metavar="PLACE...")
@worded.option("--municipality", help=say("The municipality of all rows that name none: 1103."))
@settings_option
@json_option
def command(
    places: tuple[str, ...], municipality: str | None, settings: Settings, as_json: bool
) -> None:
    """Find the ranges and show them; leave with 1 where one is too narrow."""
    from autopot.api import disclosure
    from autopot.views.terminal import console

    found = disclosure(places, settings, municipality=municipality)
    if as_json:
        echo_json(found.as_json())
    else:
        screen = console()
        first, *more = found.lines()
        screen.tell(first, style="bold")
        screen.tell(*more)
        screen.show(*found.tables())
    sys.exit(0 if found.holds else 1)
