"""`autopot evidence`."""

from __future__ import annotations

from pathlib import Path

import click

from autopot.cli import worded
from autopot.cli.shared_options import json_option
from autopot.cli.streams import echo_json
from autopot.messages import say


@worded.group("evidence", say("What the evidence is worth."))
def command() -> None:
    """All commands about evidence."""


@worded.command(
    "labels",
    say(
        "How far two independent labellings of our own tasks agree, by rubric and sector, and how "
        "they lie beside published measures. With FILES, workbooks from 'autopot tasks export "
        "--labels' that people who do the job have filled in: how far they agree with both, with "
        "each other, and with the published.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot evidence labels\n"
        "    autopot evidence labels --json\n"
        "    autopot evidence labels kari.xlsx ola.xlsx"
    ),
    short=say("Agreement of the labels of the tasks"),
    parent=command,
)
@worded.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@json_option
def labels(files: tuple[Path, ...], as_json: bool) -> None:
    """Show the tables."""
    from autopot.api import label_quality, rating_quality
    from autopot.views.terminal import console

    found = rating_quality(files) if files else label_quality()
    if as_json:
        echo_json(found.as_json())
    else:
        console().show(*found.tables())


@worded.command(
    "errors",
    say(
        "How large the errors of a reading are, estimated from how the readings disagree about the "
        "work of SCENARIO; and each reading against the interval of the model without it.\n\n"
        "With --out the sizes alone are estimated, and written as the file that ships as "
        "data/occupations/error_sizes.csv.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot evidence errors\n"
        "    autopot evidence errors national --json\n"
        "    autopot evidence errors --out data/occupations/error_sizes.csv"
    ),
    short=say("Measured errors, and what the interval covers"),
    parent=command,
)
@worded.argument("scenario", default="base")
@worded.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("Write the sizes to this file, and show nothing else."),
)
@json_option
def errors(scenario: str, out: Path | None, as_json: bool) -> None:
    """Show both tables, or write the first."""
    from autopot.api import measured_errors, write_error_sizes
    from autopot.views.terminal import console

    if out is not None:
        click.echo(str(write_error_sizes(out, scenario)))
        return
    found = measured_errors(scenario)
    if as_json:
        echo_json(found.as_json())
    else:
        console().show(*found.tables())


@worded.command(
    "growth",
    say(
        "What is known of how fast capability grows: changes between figures of different years, "
        "on the logit scale.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot evidence growth"
    ),
    short=say("Changes in capability between years"),
    parent=command,
)
@json_option
def growth(as_json: bool) -> None:
    """Show the table."""
    from autopot.api import measured_growth
    from autopot.views.terminal import console

    found = measured_growth()
    if as_json:
        echo_json(found.as_json())
    else:
        console().show(*found.tables())


@worded.command(
    "figures",
    say(
        "What the five documents behind the commission print, who answered, and what it is used "
        "for here.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot evidence figures --area health_care\n"
        "    autopot evidence figures --document kl-momentum-2020\n"
        "    autopot evidence figures --json"
    ),
    short=say("The figures of the five documents"),
    parent=command,
)
@worded.option("--area", metavar=say("AREA"), help=say("One service area, beside all areas."))
@worded.option("--document", metavar=say("SOURCE"), help=say("One document, by its short name."))
@json_option
def figures(area: str | None, document: str | None, as_json: bool) -> None:
    """Show a table for each document."""
    from autopot.api import printed_figures
    from autopot.views.terminal import console

    found = printed_figures(area, document)
    if as_json:
        echo_json(found.as_json())
    else:
        console().show(*found.tables())


@worded.command(
    "leads",
    say(
        "Who lies ahead by the survey of 2021: service areas, small and large municipalities, and "
        "how much brighter directors see things than union representatives. Every question that "
        "is split so, pooled.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot evidence leads\n"
        "    autopot evidence leads --json"
    ),
    short=say("Who lies ahead by the survey, all questions together"),
    parent=command,
)
@json_option
def leads(as_json: bool) -> None:
    """Show the tables."""
    from autopot.api import survey_leads
    from autopot.views.terminal import console

    found = survey_leads()
    if as_json:
        echo_json(found.as_json())
    else:
        console().show(*found.tables())
