"""`autopot bounds`."""

from __future__ import annotations

import click

from autopot.cli.streams import echo_json


@click.command("bounds")
@click.argument("scenario")
@click.option("--total", type=(float, float), help="Oppgitt samlet andel, lav og høy: 0.18 0.22.")
@click.option("--first", help="Sektor som er oppgitt å ha størst andel: administration.")
@click.option(
    "--sector",
    "sectors",
    type=(str, float, float),
    multiple=True,
    help="Oppgitt andel i en sektor: health_care 0.1 0.2; kan gjentas.",
)
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt. / One JSON object.")
def command(
    scenario: str,
    total: tuple[float, float] | None,
    first: str | None,
    sectors: tuple[tuple[str, float, float], ...],
    as_json: bool,
) -> None:
    """Laveste og høyeste potensial evidensen tillater i SCENARIO, uten sannsynligheter.

    \b
    Eksempel / example:
        autopot bounds base
        autopot bounds base --total 0.18 0.22 --first administration
    """
    from autopot.api import bounds

    stated = {name: (low, high) for name, low, high in sectors}
    found = bounds(scenario, total=total, first=first, sectors=stated)
    if as_json:
        echo_json(found.as_json())
        return
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.report.suppression import left_out
    from autopot.report.uncertainty import beside_bounds, bound_rows, thing

    screen = console()
    headings, rows = bound_rows(found.table)
    screen.print(table(f"Hva evidensen tillater i {found.scenario}", headings, rows, "nffnn"))
    screen.print(
        Text(
            "Tallene er teknisk potensial: arbeidstid som teknologi kan ta over. Det er ikke "
            "innsparing og ikke tapte stillinger. Hver oppgave ligger mellom laveste og høyeste "
            "lesning; ingen fordeling er brukt. "
            "Skyggepris: hvor mye grensen flytter seg når det oppgitte tallet flyttes med 1."
        )
    )
    if found.beside is not None:
        screen.print(Text(beside_bounds(found.beside)))
    for line in left_out([thing("sector", name) for name in found.hidden]):
        screen.print(Text(line))
