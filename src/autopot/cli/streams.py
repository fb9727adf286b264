"""Standard output and standard error, whatever they are: a terminal, a file, a pipe that closes."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

PLAINER = "autopot-plainer"
"""What a stream does with signs that it lacks."""


def replace_unprintable() -> None:
    """Let both streams show a hyphen for minus, and a question mark for else that they lack.

    A pipe or a file on Windows has the code page of the country (cp1252, cp865), in which some of
    the signs of our tables do not exist.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=PLAINER)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join("-" if sign == "−" else "?" for sign in lacking), error.end


codecs.register_error(PLAINER, _plainer)


def echo_json(content: object) -> None:
    """Print one JSON value; as codes where the output cannot hold its signs."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(content, indent=2)
    click.echo(text)


def flush() -> None:
    """Write out what is still held back.

    Raises
    ------
    OSError
        It cannot be written.
    """
    if sys.stdout is not None:
        sys.stdout.flush()


@contextmanager
def quiet_when_nobody_reads() -> Iterator[None]:
    """Leave with exit code 0 and no word where the reader of a pipe has had enough, as `head` has.

    Raises
    ------
    click.exceptions.Exit
        Nobody reads any more. Without this, click itself would leave with 1.
    """
    try:
        yield
    except BrokenPipeError:
        nobody_reads()
        raise click.exceptions.Exit(0) from None


def nobody_reads() -> None:
    """Send the rest of the output nowhere, so that closing it raises nothing more."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def no_word_about_leftovers() -> None:
    """Keep half-written workbooks and the like from complaining after an error has been told."""
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = lambda _: None
