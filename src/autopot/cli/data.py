"""`autopot data check`."""

from __future__ import annotations

import sys

import click


@click.group("data")
def command() -> None:
    """Datatabellene som følger med. / The packaged tables of facts."""


@command.command("check")
def check() -> None:
    """Kontroller alle tabeller: typer, grenser, lenker, summer; og si hva som mangler.

    Avslutter med 1 hvis noe er galt. / Exits with 1 when something is wrong.
    """
    from rich.text import Text

    from autopot.catalogue import check_data
    from autopot.cli.screen import console, table

    report = check_data()
    screen = console()
    rows = [
        [row.table, str(row.rows), str(row.columns), str(row.sources)]
        for row in report.rows.itertuples()
    ]
    screen.print(
        table("Tabeller / tables", ["Tabell", "Rader", "Kolonner", "Kilder"], rows, "nfff")
    )
    for note in report.notes:
        screen.print(Text(note))
    for problem in report.problems:
        click.echo(str(problem), err=True)
    if report.problems:
        click.echo(f"{len(report.problems)} feil / faults", err=True)
        sys.exit(1)
    screen.print(Text("Ingen feil / no faults", style="bold"))
