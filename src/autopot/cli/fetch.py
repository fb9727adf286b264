"""`autopot fetch`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from autopot.api.fetching import FetchedWorkforce
    from autopot.fetch import Client

SHOWN = 20
"""Municipalities on the screen; the files have all."""

OPTIONS = [
    click.option(
        "--cache",
        type=click.Path(path_type=Path, file_okay=False),
        help="Mappe der svarene lagres. / Folder of answers.",
    ),
    click.option("--refresh", is_flag=True, help="Spør på nytt. / Ask again."),
    click.option(
        "--timeout",
        type=click.FloatRange(0.1, 600),
        default=30.0,
        show_default=True,
        help="Sekunder å vente på svar. / Seconds to wait.",
    ),
    click.option(
        "--base-url",
        default="https://data.ssb.no/api",
        show_default=True,
        help="Adressen til tjenesten. / Address of the service.",
    ),
]


def with_options(function: Callable[..., None]) -> Callable[..., None]:
    """The options that both commands have."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


@click.group("fetch")
def command() -> None:
    """Hent tall og kodelister fra SSB. Trenger nett. / Fetch figures from Statistics Norway."""


@command.command("styrk", short_help="Kodelister fra Klass / code lists")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("ssb-styrk"),
    show_default=True,
    help="Mappe. / Folder.",
)
@with_options
def styrk(out: Path, **options: Any) -> None:
    """Hent STYRK-08, overgangen fra yrkeskatalogen, og endringer i kommunenummer.

    \b
    Eksempel / example:
        autopot fetch styrk --out ssb-styrk
    """
    from autopot.api.fetching import fetch_lists

    written = fetch_lists(out, _client(**options))
    click.echo(f"{written.folder}")
    for file, rows in written.rows.items():
        click.echo(f"  {file}: {rows} rader / rows")


@command.command("workforce", short_help="Bemanning av SSB-tall / workforce")
@click.option("--year", type=click.IntRange(2015, 2100), required=True, help="År. / Year.")
@click.option(
    "--municipality",
    "municipalities",
    multiple=True,
    help="Kommunenummer, kan gjentas; ellers alle. / Municipality number; otherwise all.",
)
@click.option("--storby", help="Storbydefinisjon, f.eks. menon-2019. / Definition.")
@click.option(
    "--groups",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Fil som sier hvilke sektorer en funksjonsgruppe hører til. / Sectors of a group.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Mappe; ellers ssb-ÅR. / Folder.",
)
@with_options
def workforce(
    year: int,
    municipalities: tuple[str, ...],
    storby: str | None,
    groups: Path | None,
    out: Path | None,
    **options: Any,
) -> None:
    """Lag en bemanning av SSB-tabellene 11418 og 11918, med et scenario som bruker den.

    Yrker innenfor en kommune publiseres ikke; den delen er et anslag.

    \b
    Eksempel / example:
        autopot fetch workforce --year 2024 --storby menon-2019
        autopot run ssb-2024/scenario.yaml
    """
    from autopot.api.fetching import chosen_municipalities, fetch_workforce

    wanted = chosen_municipalities(municipalities, storby)
    folder = out if out is not None else Path(f"ssb-{year}")
    _show(fetch_workforce(year, folder, _client(**options), wanted, groups))


def _show(made: FetchedWorkforce) -> None:
    """The largest things to know, and what to do next."""
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.messages.numbers import rounded
    from autopot.report.tables import names

    called = names()["municipality"]
    rows = [
        [f"{row.municipality} {called[str(row.municipality)]}", rounded(row.fte)]
        for row in made.fte.head(SHOWN).itertuples()
    ]
    if len(made.fte) > SHOWN:
        rows.append([f"og {len(made.fte) - SHOWN} til / and more", ""])
    rows.append(["I alt / total", rounded(float(made.fte["fte"].sum()))])
    screen = console()
    title = f"Avtalte årsverk {made.year} / FTE"
    screen.print(table(title, ["Kommune", "Årsverk"], rows, "nf"))
    screen.print()
    lines = [str(note) for note in made.notes]
    lines += [
        f"{len(made.margins)} marginer, {made.missed} utenfor slingringsmonnet (margins.csv). "
        f"{len(made.unknown)} celler er ikke publisert (unknown.csv).",
        f"Kjør / run: autopot run {made.folder / 'scenario.yaml'}",
    ]
    for line in lines:
        screen.print(Text(line))


def _client(**options: Any) -> Client:
    """The client of these options; what takes time is said on standard error."""
    from autopot.api.fetching import ssb_client

    return ssb_client(**options, tell=lambda line: click.echo(f"  {line}", err=True))
