"""`autopot data check`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console


@click.group("data")
def command() -> None:
    """Datatabellene som følger med. / The packaged tables of facts."""


@command.command("check")
def check() -> None:
    """Kontroller alle tabeller: typer, grenser, lenker, summer; og si hva som mangler.

    \b
    Eksempel / example:
        autopot data check

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
    if not report.problems:
        _show_tasks(screen)
    for note in report.notes:
        screen.print(Text(str(note)))
    for problem in report.problems:
        click.echo(str(problem), err=True)
    if report.problems:
        click.echo(f"{len(report.problems)} feil / faults", err=True)
        sys.exit(1)
    screen.print(Text("Ingen feil / no faults", style="bold"))


def _show_tasks(screen: Console) -> None:
    """How working time divides over kinds of activity, and how well two coders agreed."""
    from autopot.catalogue import activity_by_sector, coding_agreement
    from autopot.cli.screen import table
    from autopot.messages.numbers import percent
    from autopot.report.tables import names

    label = names()
    time = activity_by_sector()
    rows = [
        [label["sector"][str(sector)], *[percent(float(share)) for share in shares]]
        for sector, shares in zip(time.index, time.to_numpy(), strict=True)
    ]
    screen.print()
    title = "Arbeidstid etter slag arbeid / working time by kind of activity"
    headings = ["Sektor", *[str(name) for name in time.columns]]
    screen.print(table(title, headings, rows, "n" + "f" * time.shape[1]))
    rows = [
        [
            label["sector"].get(str(row["sector"]), "Alle"),
            str(row["tasks"]),
            percent(row["agreement"]),
            f"{row['kappa']:.2f}".replace(".", ","),
            str(row["disputed"]),
        ]
        for row in coding_agreement().to_dict("records")
    ]
    screen.print()
    screen.print(
        table(
            "To uavhengige kodere / two independent coders",
            ["Sektor", "Oppgaver", "Enige", "Kappa", "Uavklart"],
            rows,
            "nffff",
        )
    )
    screen.print()
