"""`autopot radar`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from autopot.cli import worded
from autopot.cli.shared_options import draw_options, json_option
from autopot.cli.streams import echo_json
from autopot.cli.usage import usage_error
from autopot.messages import say, shown, unless_asked

if TYPE_CHECKING:
    from autopot.api import RadarReading
    from autopot.engine.options import EngineOptions


@worded.command(
    "radar",
    say(
        "The technology radar in SCENARIO: what is ready now, and what must wait?\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot radar base\n"
        "    autopot radar base --previous radar-2024.csv\n"
        "    autopot radar base --export thoughtworks --out radar.csv\n"
        "    autopot radar base --export zalando --date 2025-06-01 --out config.json\n"
        "    autopot radar base --export aoe --date 2025-06-01 --out releases"
    ),
)
@worded.argument("scenario")
@worded.option(
    "--export",
    "kind",
    metavar=say("FORMAT"),
    help=say("thoughtworks (CSV), zalando (JSON) or aoe (Markdown); needs --out."),
)
@worded.option(
    "--out",
    type=click.Path(path_type=Path),
    help=say("File, or for aoe the folder of the releases."),
)
@worded.option(
    "--previous",
    type=click.Path(path_type=Path),
    help=say("Earlier radar: an export or technologies.csv."),
)
@worded.option("--date", metavar=say("YYYY-MM-DD"), help=say("Date of the radar."))
@draw_options
@json_option
def command(
    scenario: str,
    kind: str | None,
    out: Path | None,
    previous: Path | None,
    date: str | None,
    as_json: bool,
    **options: Unpack[EngineOptions],
) -> None:
    """Read the radar, and show or export it."""
    if (kind is None) != (out is None):
        raise usage_error(say("--export and --out go together"))
    if date is not None and kind is None:
        raise usage_error(say("--date goes with --export"))
    from autopot.api import radar
    from autopot.cli.progress import progress

    with progress(as_json) as options["progress"]:
        reading = radar(scenario, **options)
    with unless_asked(reading.language):
        if kind is not None and out is not None:
            _export(reading, kind, out, previous, date, as_json)
        elif as_json:
            echo_json(reading.as_json(previous))
        else:
            _show(reading, previous)


def _export(
    reading: RadarReading,
    kind: str,
    out: Path,
    previous: Path | None,
    date: str | None,
    as_json: bool,
) -> None:
    made = reading.export(kind, out, previous=previous, date=date)
    if as_json:
        content = {
            "path": str(made.path),
            "movements": made.history.movements if made.history.known else None,
            "gone": [item.names[0] for item in made.history.gone],
            "notes": made.notes,
        }
        echo_json(content)
        return
    click.echo(str(made.path))
    for note in made.notes:
        click.echo(shown(note))


def _show(reading: RadarReading, previous: Path | None) -> None:
    from autopot.views.terminal import console

    screen = console()
    screen.tell(reading.title, style="bold")
    screen.tell(*reading.lines())
    screen.show(*reading.tables(previous))
