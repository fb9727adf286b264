"""`autopot compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from autopot.cli import worded
from autopot.cli.shared_options import (
    engine_options,
    figure_options,
    json_option,
    report_option,
)
from autopot.cli.streams import echo_json
from autopot.messages import say, unless_asked

if TYPE_CHECKING:
    from autopot.api import Comparison
    from autopot.engine.options import EngineOptions


@worded.command(
    "compare",
    say(
        "Compare SCENARIOS with the first one, and divide the difference by what sets them "
        "apart.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot compare base fast cautious\n"
        "    autopot compare base digital-first-administration --sectors\n"
        "    autopot compare base realistic-2035 --kind realised --year 2035"
    ),
)
@worded.argument("scenarios", nargs=-1, required=True)
@worded.option(
    "--by",
    default="sector",
    show_default=True,
    help=say("sector, municipality, radar_class or occupation."),
)
@worded.option(
    "--sectors",
    is_flag=True,
    help=say(
        "Put the sectors side by side: potential, and what is in use and taken out in --year, or "
        "2035."
    ),
)
@worded.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar=say("FOLDER"),
    help=say("Folder of the result."),
)
@engine_options
@figure_options
@report_option
@json_option
def command(
    scenarios: tuple[str, ...],
    by: str,
    sectors: bool,
    out: Path | None,
    kind: str,
    year: int | None,
    report: bool,
    as_json: bool,
    **options: Unpack[EngineOptions],
) -> None:
    """Compare, write the result, and show it."""
    from autopot.api import compare
    from autopot.cli.progress import progress

    with progress(as_json) as options["progress"]:
        found = compare(
            scenarios,
            by=by,
            kind=kind,
            year=year,
            sectors=sectors,
            **options,
        )
    with unless_asked(found.language):
        folder = found.save(out, report=report)
        if as_json:
            echo_json({**found.as_json(), "directory": str(folder)})
        else:
            _show(found, folder)


def _show(found: Comparison, folder: Path) -> None:
    from autopot.views.terminal import console

    screen = console()
    screen.tell(*found.lines())
    screen.show(*found.tables())
    screen.print()
    for name in ("report.html", "compare.xlsx"):
        if (folder / name).exists():
            screen.tell(say("File: {file}", file=folder / name))
