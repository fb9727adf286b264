"""A command line that cannot be read, in the form of all other errors."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import click

from autopot.cli.values import WrongValue, allowed_by, name_of
from autopot.errors import Problem
from autopot.messages import Text, say, say_many, shown


def usage_error(message: Text) -> click.UsageError:
    """An error in how options are put together.

    Parameters
    ----------
    message : what is wrong; click can tell wrong values itself, but not which options exclude
        others.
    """
    return click.UsageError(shown(message))


def show(error: click.ClickException) -> None:
    """Print what is wrong with the command line, and where help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "autopot"
    click.echo(str(problem(error, path)), err=True)
    click.echo(shown(say("Help: {command} --help", command=path)), err=True)


def problem(error: click.ClickException, place: str) -> Problem:
    """What is wrong, what is allowed, and what was probably meant.

    Parameters
    ----------
    error : as click raises it.
    place : the command with the groups it belongs to.
    """
    if isinstance(error, WrongValue):
        return Problem(place, error.found, error.allowed)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        missing = say("{name} is missing", name=name_of(error.param))
        return Problem(place, missing, allowed_by(error.param.type))
    if isinstance(error, click.NoSuchOption):
        unknown = say("no such option {name}", name=error.option_name)
        return Problem(place, unknown, remedy=_meant(error.option_name, error.possibilities or []))
    if isinstance(error, click.exceptions.NoSuchCommand):
        names = _commands(error.ctx)
        unknown = say("no such command {name!q}", name=error.command_name)
        return Problem(place, unknown, names, _meant(error.command_name, names))
    if isinstance(error, click.BadOptionUsage):
        option = _option(error)
        if option is not None:
            return Problem(place, _number_of_values(error.option_name, option))
    return Problem(place, " ".join(error.format_message().replace("\n\t", " ").split()))


def _option(error: click.BadOptionUsage) -> click.Option | None:
    """The option that an error is about."""
    there = [] if error.ctx is None else error.ctx.command.get_params(error.ctx)
    named = (p for p in there if error.option_name in [*p.opts, *p.secondary_opts])
    return next((option for option in named if isinstance(option, click.Option)), None)


def _number_of_values(name: str, option: click.Option) -> Text:
    if option.is_flag:
        return say("{name} takes no value", name=name)
    return say_many(
        "{name} lacks its value", "{name} takes {count} values", count=option.nargs, name=name
    )


def _commands(context: click.Context | None) -> list[str]:
    """Commands of the group that was called, those for developers left out."""
    if context is None or not isinstance(context.command, click.Group):
        return []
    there = context.command.commands
    return [
        name
        for name in context.command.list_commands(context)
        if name not in there or not there[name].hidden
    ]


def _meant(word: str, names: Iterable[str]) -> Text:
    """A question about the names that a word is like; empty where it is like none."""
    close = get_close_matches(word, list(names))
    if not close:
        return ""
    name: Text = close[0]
    if len(close) > 1:
        name = say("{names} or {last}", names=close[:-1], last=close[-1])
    return say("did you mean {name}?", name=name)
