"""`autopot validate`."""

from __future__ import annotations

import sys

import click


@click.command("validate")
@click.option("--draws", type=click.IntRange(100), help="Antall trekninger. / Number of draws.")
def command(draws: int | None) -> None:
    """Regn ut publiserte resultater fra dataene som følger med, og vis våre ved siden av.

    \b
    Eksempel / example:
        autopot validate

    Avslutter med 1 hvis noe ikke stemmer. / Exits with 1 when a check fails.
    """
    from rich.text import Text

    from autopot.api import validate
    from autopot.cli.screen import console

    marks = {True: "OK  ", False: "FEIL", None: "–   "}
    screen = console()
    checks = validate(draws)
    for check in checks:
        screen.print(Text(f"{marks[check.agrees]} {check.name}", style="bold"))
        screen.print(Text(f"     publisert / published: {check.published}"))
        screen.print(Text(f"     autopot: {check.ours}"))
        screen.print(Text(f"     regel / rule: {check.rule}. {check.note}"))
    if any(check.agrees is False for check in checks):
        sys.exit(1)
