"""Which language is spoken: one order of switches for every command and every output.

1. what was asked for, as by `--language`;
2. the environment variable AUTOPOT_LANGUAGE;
3. `report.language` of the scenario, for what is made from a scenario;
4. bokmål on the command line; English, the language of the code, in errors of the library.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

LANGUAGES = {"nb": "Norsk bokmål", "nn": "Norsk nynorsk", "en": "English"}
"""The languages there is a catalogue of, with their own names."""

SOURCE = "en"
"""The language that the code is written in."""

FALLBACK = {"nn": ("nn", "nb", "en"), "nb": ("nb", "en"), "en": ("en", "nb")}
"""Where words are looked for, in order; nynorsk falls back to bokmål."""

VARIABLE = "AUTOPOT_LANGUAGE"

_asked: ContextVar[str | None] = ContextVar("asked", default=None)
_own: ContextVar[str | None] = ContextVar("own", default=None)


def _from_environment() -> str | None:
    named = os.environ.get(VARIABLE)
    return named if named in LANGUAGES else None


def language() -> str:
    """The language that messages are shown in here and now."""
    return _asked.get() or _from_environment() or _own.get() or SOURCE


@contextmanager
def speaking(name: str | None) -> Iterator[None]:
    """Show messages in a language for a while, whatever else says; None wishes for nothing.

    >>> with speaking("nb"):
    ...     language()
    'nb'
    """
    before = _asked.set(name or _asked.get())
    try:
        yield
    finally:
        _asked.reset(before)


@contextmanager
def unless_asked(name: str) -> Iterator[None]:
    """Show messages in a language for a while, where no other was asked for.

    >>> with speaking("en"), unless_asked("nb"):
    ...     language()
    'en'
    """
    before = _own.set(name)
    try:
        yield
    finally:
        _own.reset(before)


Given = ParamSpec("Given")
Found = TypeVar("Found")


def in_own_language(method: Callable[Given, Found]) -> Callable[Given, Found]:
    """A method that speaks the `language` of its object, unless another was asked for."""

    @wraps(method)
    def speaks(*given: Given.args, **named: Given.kwargs) -> Found:
        own: Any = given[0]
        with unless_asked(own.language):
            return method(*given, **named)

    return speaks
