"""A command line that cannot be read, said in Norwegian in the form of all other errors."""

from __future__ import annotations

import os
import re

import click

from autopot.errors import elided

FAULTS = {
    r"No such option:? '?([^' ]+?)'?(?:\.|\?| |$)": ("valget {0} finnes ikke", ""),
    r"No such command '(.+?)'": ("kommandoen «{0}» finnes ikke", ""),
    r"Missing (?:argument|option|parameter):? '(.+?)'": ("{0} mangler", ""),
    r"Missing command": ("kommandoen mangler", ""),
    r"Option '(.+?)' requires an argument": ("{0} mangler en verdi", ""),
    r"Option '(.+?)' does not take a value": ("{0} skal ikke ha noen verdi", ""),
    r"Got unexpected extra arguments? \((.+)\)": ("for mange ord: {0}", ""),
    r"value for '(.+?)': '(.*)' is not a valid integer": ("{0} «{1}»", "et helt tall"),
    r"value for '(.+?)': '(.*)' is not a valid float": ("{0} «{1}»", "et tall"),
    r"value for '(.+?)': (\S+) is not in the range x>=?(\S+?)\.?$": ("{0} {1}", "{2} eller mer"),
    r"value for '(.+?)': (\S+) is not in the range (\S+?)<=x<=(\S+?)\.?$": (
        "{0} {1}",
        "{2} til {3}",
    ),
    r"value for '(.+?)': '(.*)' is not one of (.+?)\.?$": ("{0} «{1}»", "{2}"),
    r"value for '(.+?)': \S+ '(.+)' does not exist": ("{0} «{1}» finnes ikke", ""),
    r"value for '(.+?)': \S+ '(.+)' is a directory": ("{0} «{1}» er en mappe", "en fil"),
    r"value for '(.+?)': \S+ '(.+)' is a file": ("{0} «{1}» er en fil", "en mappe"),
}
"""What click says -> what is found and what is allowed, in Norwegian."""

MEANT = r"(?:Did you mean(?: one of:)?|Possible options:) (.+?)\??\)?$"


def speaks_norwegian() -> bool:
    """Whether errors are shown in Norwegian: always, but with AUTOPOT_LANGUAGE=en."""
    return os.environ.get("AUTOPOT_LANGUAGE", "nb") != "en"


def usage_error(norwegian: str, english: str) -> click.UsageError:
    """An error in how options are put together, in the user's language."""
    return click.UsageError(norwegian if speaks_norwegian() else english)


def show(error: click.ClickException) -> None:
    """Print what is wrong with the command line."""
    if not speaks_norwegian() or isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "autopot"
    click.echo(f"{command} | {in_norwegian(error.format_message())}", err=True)
    click.echo(f"Hjelp: {command} --help", err=True)


def in_norwegian(message: str) -> str:
    """A message of click in Norwegian; one of our own as it is.

    >>> in_norwegian("No such option '--drawss'. Did you mean '--draws'?")
    'valget --drawss finnes ikke | mente du --draws?'
    >>> in_norwegian("Invalid value for '--draws': 'x' is not a valid integer.")
    '--draws «x» | tillatt: et helt tall'
    """
    for pattern, (found, allowed) in FAULTS.items():
        fault = re.search(pattern, message)
        if fault is None:
            continue
        words = [elided(word.replace("'", "")) for word in fault.groups()]
        parts = [found.format(*words)]
        if allowed:
            parts.append(f"tillatt: {allowed.format(*words)}")
        meant = re.search(MEANT, message)
        if meant is not None:
            names = meant[1].replace("'", "").replace(", ", " eller ")
            parts.append(f"mente du {names}?")
        return " | ".join(parts)
    return message
