"""`autopot mcp`."""

from __future__ import annotations

import click

from autopot.cli import worded
from autopot.errors import InputError, Problem
from autopot.messages import say


@worded.command(
    "mcp",
    say(
        "Answer the questions of an assistant (Model Context Protocol) over stdin and stdout.\n\n"
        "The assistant starts it; you seldom do. It can ask for occupations, sectors, the estimate "
        "of a municipality, the need of work and the sources, and gets intervals with them. It "
        "reads no file of yours and writes none. docs/ki-assistent.md says how it is turned on.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot mcp"
    ),
)
@worded.option(
    "--draws",
    type=click.IntRange(100),
    help=say("Draws of each answer; otherwise as many as the scenarios say."),
)
def command(draws: int | None) -> None:
    """Serve until the assistant goes."""
    try:
        from autopot.assistant.server import server
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.partition(".")[0] == "autopot":
            raise
        found = say("the server needs {package}, which is not installed", package=error.name or "")
        remedy = say("install it: pip install 'autopot[mcp]'")
        raise InputError(Problem("autopot mcp", found, remedy=remedy)) from error
    server(draws).run("stdio")
