"""`autopot compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autopot.cli import worded
from autopot.cli.shared_options import (
    draws_option,
    engine_options,
    figure_options,
    json_option,
    report_option,
    seed_option,
)
from autopot.cli.streams import echo_json
from autopot.messages import say, unless_asked

if TYPE_CHECKING:
    from autopot.api import Comparison


@worded.command(
    "compare",
    say(
        "Compare SCENARIOS with the first one, and divide the difference by what sets them "
        "apart.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot compare base fast cautious\n"
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
    "--out",
    type=click.Path(path_type=Path),
    metavar=say("FOLDER"),
    help=say("Folder of the result."),
)
@draws_option
@seed_option
@engine_options
@figure_options
@report_option
@json_option
def command(
    scenarios: tuple[str, ...],
    by: str,
    out: Path | None,
    draws: int | None,
    seed: int | None,
    engine: str,
    threads: int | None,
    scheduler: str | None,
    kind: str,
    year: int | None,
    report: bool,
    as_json: bool,
) -> None:
    """Compare, write the result, and show it."""
    from autopot.api import compare
    from autopot.cli.screen import progress

    with progress(as_json) as tell:
        found = compare(
            scenarios,
            by=by,
            draws=draws,
            seed=seed,
            threads=threads,
            engine=engine,
            scheduler=scheduler,
            kind=kind,
            year=year,
            progress=tell,
        )
    with unless_asked(found.language):
        folder = found.save(out, report=report)
        if as_json:
            echo_json({**found.as_json(), "directory": str(folder)})
        else:
            _show(found, folder)


def _show(found: Comparison, folder: Path) -> None:
    from autopot.cli.screen import console, table
    from autopot.report.comparison import about, fte_line, level_rows, part_rows
    from autopot.report.suppression import left_out
    from autopot.report.uncertainty import thing

    screen = console()
    first, *others = found.scenarios
    screen.tell(about(found.kind, found.year))
    headings, rows = level_rows(found.scenarios, found.table)
    title = say("Against {scenario}", scenario=first)
    screen.print(table(title, headings, rows, "n" + "f" * (len(headings) - 1)))
    screen.tell(fte_line(found.scenarios, found.table))
    screen.tell(*left_out([thing(kind, key) for kind, key in found.hidden]))
    for name in others:
        settings = found.differences[found.differences["scenario"] == name]
        screen.print()
        if settings.empty:
            same = say(
                "{other} and {first} have the same settings for this figure",
                other=name,
                first=first,
            )
            screen.tell(same)
            continue
        headings, rows = part_rows(name, found.parts, found.table)
        title = say("Why {other} differs from {first}, percentage points", other=name, first=first)
        screen.print(table(title, headings, rows, "n" + "f" * (len(headings) - 1)))
        rows = [[s.setting, s.first, s.other] for s in settings.itertuples()]
        screen.print()
        screen.print(table(say("Settings that differ"), [say("Setting"), first, name], rows, "ntt"))
    screen.print()
    for name in ("report.html", "compare.xlsx"):
        if (folder / name).exists():
            screen.tell(say("File: {file}", file=folder / name))
