"""A command line that cannot be read, in the form of all other errors."""

from __future__ import annotations

import click

from autopot.errors import Problem
from autopot.messages import Text, say, shown


def usage_error(message: Text) -> click.UsageError:
    """An error in how options are put together."""
    return click.UsageError(shown(message))


def show(error: click.ClickException) -> None:
    """Print what is wrong with the command line, and where help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "autopot"
    said = " ".join(error.format_message().replace("\n\t", " ").split())
    click.echo(str(Problem(path, said)), err=True)
    click.echo(shown(say("Help: {command} --help", command=path)), err=True)
