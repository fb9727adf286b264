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

TEMPLATE = "template"
"""Stands in place of a scenario where the form for the study of 2019 is asked for."""


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
        "    autopot radar base --export aoe --date 2025-06-01 --out releases\n"
        "    autopot radar template study.xlsx\n\n"
        "With the word template in place of SCENARIO, a form is written for the radar and the "
        "sectors of the study of 2019."
    ),
)
@worded.argument("scenario")
@worded.argument("file", required=False, type=click.Path(path_type=Path))
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
    file: Path | None,
    kind: str | None,
    out: Path | None,
    previous: Path | None,
    date: str | None,
    as_json: bool,
    **options: Unpack[EngineOptions],
) -> None:
    """Read the radar, and show or export it."""
    if file is not None or scenario == TEMPLATE:
        _form(scenario, file)
        return
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


def _form(scenario: str, file: Path | None) -> None:
    """Write the form for the study of 2019."""
    if scenario != TEMPLATE or file is None:
        raise usage_error(say("template FILE.xlsx goes together"))
    from autopot.api import write_study_form

    written = say(
        "The form is written. Fill it in, and run: autopot validate --study {file}",
        file=write_study_form(file),
    )
    click.echo(shown(written))


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
