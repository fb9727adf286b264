"""`autopot verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autopot.cli.streams import echo_json
from autopot.messages import told


@click.command("verify")
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--workforce",
    type=click.Path(path_type=Path),
    help="Hvor bemanningsfilen ligger nå, om den er flyttet. / Where the workforce file is now.",
)
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt. / One JSON object.")
def command(run: Path, workforce: Path | None, as_json: bool) -> None:
    """Kontroller resultatmappen RUN: filer, inndata, og alle tall mot en ny kjøring.

    Av en plan eller en sammenligning kontrolleres bare filene. Alt likt gir avslutningskode 0,
    ellers 1 og en linje for hvert avvik.

    \b
    Eksempel / example:
        autopot verify runs/base-1a2b3c4d5e
    """
    from autopot.api import verify
    from autopot.cli.screen import progress
    from autopot.errors import InputError
    from autopot.messages.numbers import whole
    from autopot.report.labels import label

    with progress(as_json) as tell:
        found = verify(run, workforce, progress=tell)
    if as_json:
        echo_json(found.as_json())
        sys.exit(0 if found.holds else 1)
    for name, then, now in found.versions:
        click.echo(
            told(
                "Another version of {name}: {then} then, {now} now.", name=name, then=then, now=now
            )
        )
    key = "verified" if found.holds else "not_verified"
    click.echo(
        label(
            key if found.kind == "run" else f"{key}_{found.kind}",
            files=found.files,
            inputs=found.inputs,
            numbers=whole(found.numbers),
            problems=len(found.problems),
            folder=run,
        )
    )
    if not found.holds:
        raise InputError(found.problems)
