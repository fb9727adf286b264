"""`autopot sensitivity`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from autopot.cli.shared_options import engine_options, figure_options
from autopot.cli.streams import echo_json

if TYPE_CHECKING:
    from autopot.api import Sensitivity


@click.command("sensitivity")
@click.argument("scenario")
@click.option(
    "--draws",
    type=int,
    help="Antall trekninger; ellers økes det til svaret er sikkert nok. / Number of draws.",
)
@click.option("--seed", type=int, help="Frø for tilfeldige tall. / Seed.")
@engine_options
@figure_options
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt. / One JSON object.")
def command(
    scenario: str,
    draws: int | None,
    seed: int | None,
    engine: str,
    threads: int | None,
    scheduler: str | None,
    kind: str,
    year: int | None,
    as_json: bool,
) -> None:
    """Vis hvilken usikkerhet som betyr mest for resultatet av SCENARIO.

    \b
    Eksempel / example:
        autopot sensitivity base
        autopot sensitivity base --kind realised --year 2035
    """
    from autopot.api import sensitivity
    from autopot.cli.screen import progress

    with progress(as_json) as tell:
        found = sensitivity(
            scenario,
            draws=draws,
            seed=seed,
            threads=threads,
            engine=engine,
            scheduler=scheduler,
            kind=kind,
            year=year,
            progress=tell,
        )
    if as_json:
        echo_json(found.as_json())
        return
    _show(found)


def _show(found: Sensitivity) -> None:
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.report.comparison import about
    from autopot.report.suppression import left_out
    from autopot.report.uncertainty import (
        convergence_line,
        factor_rows,
        reading_rows,
        sector_factor_rows,
        thing,
    )

    screen = console()
    screen.print(Text(about(found.kind, found.year)))
    headings, rows = factor_rows(found.indices, found.known)
    screen.print(table("Hva usikkerheten i det samlede tallet kommer av", headings, rows, "nfffff"))
    screen.print()
    for title, (headings, rows) in (
        (
            "Andel av variansen som skyldes hver faktor, med samspill",
            sector_factor_rows(found.indices),
        ),
        (
            "Hver lesning alene: avvik fra scenarioets midtverdi, prosentpoeng",
            reading_rows(found.readings),
        ),
    ):
        screen.print(table(title, headings, rows, "n" + "f" * (len(headings) - 1)))
        screen.print()
    screen.print(Text(convergence_line(found.draws, found.converged)))
    for name in found.unvaried:
        screen.print(Text(f"{name}: varierer ikke, og er ikke med"))
    for line in left_out([thing("sector", name) for name in found.hidden]):
        screen.print(Text(line))
