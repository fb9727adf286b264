"""`autopot chart`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("chart")
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("name", required=False)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Fil: .svg, .png eller .json; ellers <navn>.svg. / File: .svg, .png or .json.",
)
@click.option("--list", "listed", is_flag=True, help="Vis hva figurene heter. / List the charts.")
def command(run: Path, name: str | None, out: Path | None, listed: bool) -> None:
    """Lagre figuren NAME fra kjøringen i mappen RUN, til lysbilder og notater.

    \b
    Eksempler / examples:
        autopot chart resultat --list
        autopot chart resultat sectors -o sektorer.svg
        autopot chart resultat radar -o radar.png
    """
    from autopot.api import chart_names, save_chart

    if listed:
        for known, title in chart_names(run).items():
            click.echo(f"{known:<22} {title}")
        return
    click.echo(str(save_chart(run, name, out)))
