"""`autopot verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autopot.cli import worded
from autopot.cli.shared_options import json_option
from autopot.cli.streams import echo_json
from autopot.messages import say, unless_asked


@worded.command(
    "verify",
    say(
        "Check the result folder RUN: files, input, and every figure, text and page against a new "
        "run. On another processor the last digits may differ; the answer says so.\n\n"
        "Of a plan or a comparison only the files are checked. The exit code is 0 when everything "
        "is the same, otherwise 1 with a line for each difference.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot verify runs/base-1a2b3c4d5e\n"
        "    autopot verify result --workforce staff.xlsx"
    ),
)
@worded.argument("run", type=click.Path(path_type=Path))
@worded.option(
    "--workforce",
    type=click.Path(path_type=Path),
    metavar=say("FILE"),
    help=say(
        "The staff file, which a result does not name; or the scenario that names it and its "
        "mappings."
    ),
)
@json_option
def command(run: Path, workforce: Path | None, as_json: bool) -> None:
    """Verify, and leave with 1 where something differs."""
    from autopot.api import verify
    from autopot.cli.progress import progress
    from autopot.errors import InputError
    from autopot.views.terminal import console

    with progress(as_json) as tell:
        found = verify(run, workforce, progress=tell)
    with unless_asked(found.language):
        if as_json:
            echo_json(found.as_json())
            sys.exit(0 if found.holds else 1)
        console().tell(*found.lines())
    if not found.holds:
        raise InputError(found.problems)
