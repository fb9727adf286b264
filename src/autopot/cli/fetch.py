"""`autopot fetch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autopot.cli import worded
from autopot.cli.worded import Decorated
from autopot.messages import say, shown

if TYPE_CHECKING:
    from autopot.statistics import Client

OPTIONS = [
    worded.option(
        "--cache",
        type=click.Path(path_type=Path, file_okay=False),
        help=say("Folder where the answers are kept."),
    ),
    worded.option("--refresh", is_flag=True, help=say("Ask again.")),
    worded.option(
        "--timeout",
        type=click.FloatRange(0.1, 600),
        default=30.0,
        show_default=True,
        help=say("Seconds to wait for an answer."),
    ),
    worded.option(
        "--base-url",
        default="https://data.ssb.no/api",
        show_default=True,
        metavar=say("ADDRESS"),
        help=say("Address of the service."),
    ),
]


def with_options(function: Decorated) -> Decorated:
    """The options that both commands have."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


@worded.group("fetch", say("Fetch figures and codes from Statistics Norway. Needs the network."))
def command() -> None:
    """All commands that fetch."""


@worded.command(
    "styrk",
    say(
        "Fetch STYRK-08, the way to it from the occupation catalogue, and changes of municipality "
        "numbers.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot fetch styrk --out ssb-styrk"
    ),
    short=say("Code lists from Klass"),
    parent=command,
)
@worded.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("ssb-styrk"),
    show_default=True,
    help=say("Folder of the result."),
)
@with_options
def styrk(out: Path, **options: Any) -> None:
    """Fetch the lists and say how long they are."""
    from autopot.questions.fetching import fetch_lists
    from autopot.views.terminal import console

    console().tell(*fetch_lists(out, _client(**options)).lines())


@worded.command(
    "workforce",
    say(
        "Make a workforce from tables 11418 and 11918 of Statistics Norway, with a scenario that "
        "uses it.\n\n"
        "Occupations within a municipality are not published; that part is an estimate.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot fetch workforce --year 2024 --storby menon-2019\n"
        "    autopot run ssb-2024/scenario.yaml"
    ),
    short=say("A workforce from published figures"),
    parent=command,
)
@worded.option("--year", type=click.IntRange(2015, 2100), required=True, help=say("Year."))
@worded.option(
    "--municipality",
    "municipalities",
    multiple=True,
    help=say("Municipality number, may be repeated; otherwise all."),
)
@worded.option("--storby", help=say("Definition of the large cities, as menon-2019."))
@worded.option(
    "--groups",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=say("File that says which sectors a function group belongs to."),
)
@worded.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("Folder of the result; otherwise ssb-<year>."),
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
    """Fetch, estimate, write, and say what it became."""
    from autopot.questions.fetching import (
        chosen_municipalities,
        fetch_workforce,
    )
    from autopot.views.terminal import console

    wanted = chosen_municipalities(municipalities, storby)
    folder = out if out is not None else Path(f"ssb-{year}")
    made = fetch_workforce(year, folder, _client(**options), wanted, groups)
    screen = console()
    screen.tell(*made.notes)
    screen.show(*made.tables())
    screen.print()
    screen.tell(*made.lines())


@worded.command(
    "population",
    say(
        "Fetch the projected population by age from table 14746 of Statistics Norway, for the need "
        "of work (autopot gap).\n\n"
        "\b\n"
        "Example:\n"
        "    autopot fetch population --municipality 1119\n"
        "    autopot gap staff.xlsx --set demand.population=ssb-population/population.csv"
    ),
    short=say("Projected population by age"),
    parent=command,
)
@worded.option(
    "--municipality",
    "municipalities",
    multiple=True,
    help=say("Municipality number, may be repeated; otherwise all."),
)
@worded.option("--storby", help=say("Definition of the large cities, as menon-2019."))
@worded.option(
    "--table",
    default="14746",
    show_default=True,
    help=say("Number of the table; a later projection has another."),
)
@worded.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("ssb-population"),
    show_default=True,
    help=say("Folder of the result."),
)
@with_options
def population(
    municipalities: tuple[str, ...], storby: str | None, table: str, out: Path, **options: Any
) -> None:
    """Fetch, write, and say what to do next."""
    from autopot.questions.fetched_population import fetch_population
    from autopot.questions.fetching import chosen_municipalities
    from autopot.views.terminal import console

    wanted = chosen_municipalities(municipalities, storby)
    console().tell(*fetch_population(out, _client(**options), wanted, table).lines())


def _client(**options: Any) -> Client:
    """The client of these options; what takes time is said on standard error."""
    from autopot.questions.fetching import ssb_client

    return ssb_client(**options, tell=lambda line: click.echo(f"  {shown(line)}", err=True))
