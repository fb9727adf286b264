"""`autopot workforce build`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autopot.cli import worded
from autopot.messages import Text, say, say_in

if TYPE_CHECKING:
    from autopot.api.workforce import BuiltWorkforce


KINDS = {
    "hard": say_in("a margin", "hard"),
    "soft": say_in("a margin", "soft"),
    "interval": say_in("a margin", "interval"),
}
"""How binding a margin is, as margins.csv has it."""


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
    from autopot.cli.screen import console, table
    from autopot.messages.numbers import localised, rounded

    screen = console()
    shown = built.margins[
        ~built.margins["margin"].str.startswith("occupation-") | (built.margins["residual"] != 0)
    ]
    margins: list[list[Text]] = [
        [
            row.margin,
            KINDS[row.kind],
            rounded(row.low),
            rounded(row.high),
            rounded(row.reached),
            localised(f"{row.residual:.1f}"),
            say("yes") if row.within_tolerance else say("NO"),
            row.source_id,
        ]
        for row in shown.itertuples()
    ]
    headings = [say("Margin"), say("Kind"), say("Low"), say("High"), say("Reached")]
    headings += [say("Residual"), say("Within"), say("Source")]
    screen.print(table(say("Margins and residuals, FTE"), headings, margins, "nnffffnn"))
    screen.tell(say("{fte} FTE, estimate", fte=rounded(built.fte)))
    screen.print()
    changes: list[list[Text]] = [
        [
            change.file,
            say("no") if change.same_bytes else say("yes"),
            str(change.rows),
            localised(f"{change.largest:.2f}"),
            localised(f"{change.total:+.2f}").replace("-", "−"),
        ]
        for change in built.differences
    ]
    headings = [say("File"), say("Changed"), say("Rows"), say("Largest, FTE"), say("Total, FTE")]
    screen.print(table(say("Difference from the packaged tables"), headings, changes, "nnfff"))
    screen.tell(*(f"  {file}" for file in built.files))
