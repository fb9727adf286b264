"""`autopot workforce build` and `hold-out`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autopot.cli import worded
from autopot.cli.shared_options import json_option
from autopot.cli.streams import echo_json
from autopot.messages import say

if TYPE_CHECKING:
    from autopot.results.staff.built import BuiltWorkforce


@worded.group("workforce", say("The packaged estimate of the workforce."))
def command() -> None:
    """All commands about the workforce."""


@worded.command(
    "build",
    say(
        "Estimate the workforce NAME again from the published figures, with the residual of each "
        "margin.\n\n"
        "The tables are written to a folder, and how they differ from the packaged ones is shown. "
        "The packaged ones are not touched.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot workforce build storby-2019 --out workforce"
    ),
    short=say("Estimate it again from the published figures"),
    parent=command,
)
@worded.argument("name", default="storby-2019")
@worded.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("Folder of the result; otherwise bemanning-<name> here."),
)
def build(name: str, out: Path | None) -> None:
    """Estimate, write, and show residuals and differences."""
    from autopot.api import build_workforce

    _show(build_workforce(name, out))


@worded.command(
    "hold-out",
    say(
        "How well the estimate predicts published figures: each is left out in turn, and predicted "
        "by the same rules from the others. Beside it stands the error that a run draws.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot workforce hold-out\n"
        "    autopot workforce hold-out --json"
    ),
    short=say("How well it predicts figures that it has not seen"),
    parent=command,
)
@json_option
def hold_out(as_json: bool) -> None:
    """Show both tables."""
    from autopot.api import workforce_held_out
    from autopot.views.terminal import console

    found = workforce_held_out()
    if as_json:
        echo_json(found.as_json())
    else:
        console().show(*found.tables())


@worded.command(
    "replace-packaged",
    say(
        "Estimate the workforce NAME again and write it over the packaged one: for developers.\n\n"
        "Earlier runs on the workforce then no longer agree with autopot verify."
    ),
    parent=command,
    hidden=True,
)
@worded.argument("name")
def replace_packaged(name: str) -> None:
    """Estimate, replace, and show residuals and differences."""
    from autopot.api import replace_packaged_workforce

    _show(replace_packaged_workforce(name))


def _show(built: BuiltWorkforce) -> None:
    from autopot.views.terminal import console

    screen = console()
    screen.tell(*built.lines())
    screen.show(*built.tables())
    screen.print()
    screen.tell(*(f"  {file}" for file in built.files))
