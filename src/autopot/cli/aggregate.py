"""`autopot aggregate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autopot.cli import worded
from autopot.cli.settings import settings_of
from autopot.cli.shared_options import codes_option, json_option
from autopot.cli.streams import echo_json
from autopot.messages import say

if TYPE_CHECKING:
    from autopot.api import Registers

SHOWN = 8
"""Findings of each year that are listed on the terminal."""


@worded.command(
    "aggregate",
    say(
        "Sum large registers (FILES) to one workforce file a year, with the same checks as "
        "autopot check.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot aggregate register.parquet --ignore-personal\n"
        '    autopot aggregate 2022.csv 2023.csv --out "workforce-{{year}}.csv"\n\n'
        "Nothing about persons is written anywhere. Exits with 1, without writing workforce "
        "files, when something is wrong."
    ),
)
@worded.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@worded.option(
    "--out",
    default="bemanning-{year}.csv",
    show_default=True,
    metavar=say("FILE"),
    help=say("The files that are written, one a year."),
)
@worded.option("--year-column", help=say("The column with the year."))
@worded.option("--municipality", help=say("The municipality, where the register does not have it."))
@worded.option(
    "--mappings",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("Mapping file, filled in."),
)
@codes_option
@worded.option(
    "--ignore-personal",
    is_flag=True,
    help=say("Leave personal data unread instead of stopping."),
)
@worded.option(
    "--set",
    "settings",
    multiple=True,
    metavar=say("KEY=VALUE"),
    callback=settings_of,
    help=say("A choice that the messages ask for: workforce.duplicates=drop; may be repeated."),
)
@worded.option(
    "--report", metavar=say("FILE"), help=say("Workbook with findings and mappings, .xlsx.")
)
@json_option
def command(
    files: tuple[Path, ...],
    out: str,
    year_column: str | None,
    municipality: str | None,
    mappings: Path | None,
    codes: Path | None,
    ignore_personal: bool,
    settings: dict[str, object],
    report: str | None,
    as_json: bool,
) -> None:
    """Read, check, and write."""
    from autopot.api import aggregate

    found = aggregate(
        files,
        settings,
        year_column=year_column,
        municipality=municipality,
        mappings=mappings,
        codes=codes,
        personal_columns="ignore" if ignore_personal else None,
    )
    reports = found.save_reports(report) if report else []
    written = found.save(out) if found.ok else []
    if as_json:
        names = [str(path) for path in [*written, *reports]]
        echo_json({**found.as_json(), "files": names})
    else:
        _show(found, [*written, *reports])
    if not found.ok:
        sys.exit(1)


def _show(found: Registers, files: list[Path]) -> None:
    from autopot.results.staff.tables import SEVERITY
    from autopot.views.terminal import console
    from autopot.workforce.staff.ledger import ledger_line

    screen = console()
    rules, *lines = found.lines()
    screen.tell(rules)
    screen.show(*found.tables())
    for one in found.years:
        screen.print()
        screen.tell(one.title, style="bold")
        screen.tell(f"  {ledger_line(one.check.staff.ledger)}")
        for finding in one.findings[:SHOWN]:
            word = SEVERITY[finding.severity]
            screen.tell(f"  {word}: {finding.problem(one.check.staff.name)}")
        more = len(one.findings) - SHOWN
        if more > 0:
            screen.tell(say("  … and {count:,} more: --report, --json", count=more))
    screen.print()
    screen.tell(*lines, *(f"  {path}" for path in files))
