"""`autopot aggregate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autopot.cli.settings import settings_of
from autopot.cli.streams import echo_json

if TYPE_CHECKING:
    from autopot.api import Registers

SHOWN = 8
"""Findings of each year that are listed on the terminal."""

RULES = "register_rules"
"""Finding of every register: which rules of small files cannot hold; said once, at the end."""


@click.command("aggregate")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out",
    default="bemanning-{year}.csv",
    show_default=True,
    help="Filene som skrives, én for hvert år. / The files, one a year.",
)
@click.option("--year-column", help="Kolonnen med år. / Column of the year.")
@click.option("--municipality", help="Kommunen, der registeret ikke har den. / Municipality.")
@click.option(
    "--mappings",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Utfylt koblingsfil. / Mapping file.",
)
@click.option(
    "--codes", type=click.Path(path_type=Path), help="Mappe fra autopot fetch styrk. / Code lists."
)
@click.option(
    "--ignore-personal",
    is_flag=True,
    help="La personopplysninger ligge ulest i stedet for å stoppe. / Leave them unread.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NØKKEL=VERDI",
    callback=settings_of,
    help="Et valg som feilmeldingene spør etter: workforce.duplicates=drop; kan gjentas. "
    "/ A choice that the messages ask for.",
)
@click.option("--report", help="Arbeidsbok med funn og koblinger, .xlsx. / Workbook of findings.")
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt. / JSON.")
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
    """Summer store registre (FILES) til én bemanningsfil per år, med samme kontroll som check.

    \b
    Eksempler / examples:
        autopot aggregate register.parquet --ignore-personal
        autopot aggregate 2022.csv 2023.csv --out "bemanning-{year}.csv"

    Ingenting om personer skrives noe sted. Avslutter med 1, uten å skrive bemanningsfiler, hvis
    noe er feil. / Nothing about persons is written. Exits with 1 when something is wrong.
    """
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
    from rich.text import Text

    from autopot.api import few_persons
    from autopot.cli.screen import console, table
    from autopot.report.check_workbook import SEVERITY
    from autopot.report.numbers import rounded
    from autopot.workforce.staff import SEVERITIES, Finding
    from autopot.workforce.staff.ledger import ledger_line

    screen = console()
    rows = []
    for one in found.years:
        totals = one.check.totals()
        counts = [str(len(one.check.of(severity))) for severity in SEVERITIES]
        names = ("rows_read", "rows_used", "fte_read", "fte_used")
        figures = [f"{totals[name]:,.0f}".replace(",", "\u00a0") for name in names]
        rows.append([one.check.staff.name, str(one.year or ""), *figures, *counts])
    headings = ["Register", "År", "Rader lest", "Brukt", "Årsverk lest", "Brukt"]
    headings += ["Feil", "Advarsler", "Merknader"]
    screen.print(table("Registre / registers", headings, rows, "nn" + "f" * 7))
    for one in found.years:
        if not one.check.findings:
            continue
        screen.print()
        screen.print(Text(f"{one.check.staff.name} {one.year or ''}".strip(), style="bold"))
        findings = [f for f in one.check.findings if f.kind != RULES]
        screen.print(Text(f"  {ledger_line(one.check.staff.ledger, 'nb')}"))
        for finding in findings[:SHOWN]:
            word = SEVERITY["nb"][finding.severity]
            screen.print(Text(f"  {word}: {finding.problem(one.check.staff.name, 'nb')}"))
        if len(findings) > SHOWN:
            screen.print(Text(f"  … og {len(findings) - SHOWN} til: --report, --json"))
    screen.print()
    rules, _, _ = Finding(RULES).text("nb")
    screen.print(Text(f"{rules[0].upper()}{rules[1:]}."))
    if not found.ok:
        screen.print(Text("Feilene må rettes først; ingen bemanningsfil er skrevet."))
    small = sum(few_persons(cells) for cells in found.cells().values()) if found.ok else 0
    if small:
        number = rounded(small, "nb") if small >= 10 else str(small)
        screen.print(Text(f"{number} celler har færre enn fem personer: filene er interne."))
    for path in files:
        screen.print(Text(f"  {path}"))
