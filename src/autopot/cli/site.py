"""`autopot site`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from autopot.cli import worded
from autopot.cli.settings import Settings, settings_option
from autopot.cli.shared_options import engine_options, json_option, quiet_option
from autopot.cli.streams import echo_json
from autopot.messages import say, told, unless_asked

if TYPE_CHECKING:
    from autopot.engine.options import EngineOptions


@worded.command(
    "site",
    say(
        "Write static pages of all municipalities: an index, the country, and one each.\n\n"
        "SCENARIO is a .yaml file or the name of a packaged scenario, of an estimate of all "
        "municipalities.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot site\n"
        "    autopot site -o public\n"
        "    autopot site --municipality Hå --municipality 1121"
    ),
)
@worded.argument("scenario", default="national")
@worded.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    metavar=say("FOLDER"),
    help=say("Where to write; otherwise site-<scenario> under the current folder."),
)
@worded.option(
    "--municipality",
    "municipalities",
    multiple=True,
    help=say("Write the page of this municipality only, may be repeated; the index has all."),
)
@engine_options
@settings_option
@json_option
@quiet_option
def command(
    scenario: str,
    out: Path | None,
    municipalities: tuple[str, ...],
    settings: Settings,
    as_json: bool,
    quiet: bool,
    **options: Unpack[EngineOptions],
) -> None:
    """Run once, write the pages, and tell where they are."""
    from autopot.api import site
    from autopot.cli.progress import progress
    from autopot.page.charts.export import get_ready
    from autopot.views.terminal import console

    get_ready()
    with progress(quiet or as_json) as options["progress"]:
        found = site(scenario, municipalities=municipalities, settings=settings, **options)
    with unless_asked(found.language):
        folder = found.save(out)
        if as_json:
            echo_json(found.as_json() | {"directory": str(folder)})
        elif quiet:
            click.echo(str(folder))
        else:
            screen = console()
            screen.tell(*found.lines())
            screen.print()
            screen.tell(f"{told('Files')}: {folder / 'index.html'}")
