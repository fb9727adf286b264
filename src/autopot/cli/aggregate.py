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
from autopot.messages import say, say_many

if TYPE_CHECKING:
    from autopot.api import Registers

SHOWN = 8
"""Findings of each year that are listed on the terminal."""

RULES = "register_rules"
"""Finding of every register: which rules of small files cannot hold; said once, at the end."""


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
    from autopot.api import few_persons
    from autopot.cli.screen import console, table
    from autopot.messages.numbers import rounded, whole
    from autopot.report.check_workbook import SEVERITY
    from autopot.workforce.staff import SEVERITIES, Finding
    from autopot.workforce.staff.ledger import ledger_line

    screen = console()
    rows = []
    for one in found.years:
        totals = one.check.totals()
        counts = [str(len(one.check.of(severity))) for severity in SEVERITIES]
        names = ("rows_read", "rows_used", "fte_read", "fte_used")
        figures = [whole(round(totals[name])) for name in names]
        rows.append([one.check.staff.name, str(one.year or ""), *figures, *counts])
    headings = [say("Register"), say("Year"), say("Rows read"), say("Used"), say("FTE read")]
    headings += [say("Used"), say("Errors"), say("Warnings"), say("Notes")]
    screen.print(table(say("Registers"), headings, rows, "nn" + "f" * 7))
    for one in found.years:
        if not one.check.findings:
            continue
        screen.print()
        screen.tell(f"{one.check.staff.name} {one.year or ''}".strip(), style="bold")
        findings = [f for f in one.check.findings if f.kind != RULES]
        screen.tell(f"  {ledger_line(one.check.staff.ledger)}")
        for finding in findings[:SHOWN]:
            word = SEVERITY[finding.severity]
            screen.tell(f"  {word}: {finding.problem(one.check.staff.name)}")
        more = len(findings) - SHOWN
        if more > 0:
            screen.tell(say("  … and {count:,} more: --report, --json", count=more))
    screen.print()
    rules, _, _ = Finding(RULES).text()
    screen.tell(f"{rules[0].upper()}{rules[1:]}.")
    if not found.ok:
        screen.tell(say("Correct the errors first; no workforce file is written."))
    small = sum(few_persons(cells) for cells in found.cells().values()) if found.ok else 0
    if small:
        screen.tell(
            say_many(
                "1 cell has fewer than five persons: the files are internal.",
                "{number} cells have fewer than five persons: the files are internal.",
                count=small,
                number=rounded(small),
            )
        )
    screen.tell(*(f"  {path}" for path in files))
