"""`autopot init`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--municipality", required=True, help="Kommunenummer eller navn. / Number or name.")
def command(folder: Path, municipality: str) -> None:
    """Lag FOLDER med scenario, mal og forklaring for en kommune. / Start a municipality.

    \b
    Eksempel / example:
        autopot init stavanger --municipality 1103
    """
    from autopot.api import start_folder

    target = start_folder(folder, municipality)
    click.echo(f"Mappen {target} er laget:")
    for name in sorted(path.name for path in target.iterdir()):
        click.echo(f"  {name}")
    click.echo(f"Begynn med LES-MEG.md. Kontroller med: autopot check {target / 'kommune.yaml'}")
