"""`autopot template`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("template")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    """Skriv FILE.xlsx: en mal til å fylle ut, med lister og forklaring. / A staff template.

    \b
    Eksempel / example:
        autopot template ansatte.xlsx
    """
    from autopot.api import write_template

    target = write_template(file)
    click.echo(f"Malen er skrevet. Fyll ut arket «Ansatte», og kjør: autopot check {target}")
