"""Which language is spoken: one order of switches for every command and every output.

1. what was asked for, as by `--language`;
2. the environment variable AUTOPOT_LANGUAGE;
3. `report.language` of the scenario, for what is made from a scenario;
4. bokmål on the command line; English, the language of the code, in errors of the library.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LANGUAGES = {"nb": "Norsk bokmål", "nn": "Norsk nynorsk", "en": "English"}
"""The languages there is a catalogue of, with their own names."""

SOURCE = "en"
"""The language that the code is written in."""

VARIABLE = "AUTOPOT_LANGUAGE"

_asked: ContextVar[str | None] = ContextVar("asked", default=None)
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def _from_environment() -> str | None:
    named = os.environ.get(VARIABLE)
    return named if named in LANGUAGES else None


def language() -> str:
    """The language that messages are shown in here and now."""
    return _spoken.get() or _asked.get() or _from_environment() or SOURCE


def preferred_language(otherwise: str) -> str:
    """The language that was asked for, or else the one of a scenario.

    >>> preferred_language("nb")
    'nb'
    """
    return _asked.get() or _from_environment() or otherwise


@contextmanager
def asking_for(name: str | None) -> Iterator[None]:
    """Prefer a language for a while, whatever the environment and the scenario say."""
    before = _asked.set(name)
    try:
        yield
    finally:
        _asked.reset(before)


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Show messages in a language for a while.

    >>> with speaking("nb"):
    ...     language()
    'nb'
    """
    before = _spoken.set(name)
    try:
        yield
    finally:
        _spoken.reset(before)
