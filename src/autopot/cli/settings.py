"""The option --set: settings of a scenario that are tried without writing them in a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from autopot.cli import worded
from autopot.messages import say

if TYPE_CHECKING:
    from autopot.errors import Problem

PART = r'\s*(?:"[^"]+"|[^".=\s][^".=]*)\s*'
SETTING = re.compile(rf"({PART}(?:\.{PART})*)=(.*)", re.DOTALL)
"""Keys with dots between them, a key with a dot in quotation marks, and a value."""

MOST_PARTS = 10
"""Keys below each other; a scenario has no more."""

ITEM = re.compile(r"(.+)\[\s*\d*\s*\]")
"""A place in a list, which has no key."""


class Settings(dict[str, Any]):
    """Nested settings, with the texts that they were given as."""

    texts: tuple[str, ...] = ()


def settings_of(
    _context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]
) -> Settings:
    """The texts of --set as nested settings; the value is read as in a scenario file.

    Parameters
    ----------
    _context, _parameter : what click gives a callback; not used.
    texts : one for each --set: keys with dots between them, =, and a value.

    Returns
    -------
    Section -> key -> value, as `load_scenario` takes changes.

    Raises
    ------
    InputError
        Everything that is wrong with them: a text that is not key=value, a place in a list, a key
        that is given twice, or as a value and as a section.
    """
    from autopot.errors import InputError
    from autopot.scenario.yaml_text import read_setting

    settings = Settings()
    settings.texts = texts
    problems: list[Problem] = []
    for text in texts:
        found = SETTING.fullmatch(text)
        if found is None:
            problems.append(_not_a_setting(text))
            continue
        parts = [part.strip().strip('"') for part in re.findall(PART, found[1])]
        if any(ITEM.fullmatch(part) for part in parts):
            problems.append(_in_a_list(text, ".".join(ITEM.sub(r"\1", part) for part in parts)))
            continue
        if len(parts) > MOST_PARTS or parts[0] == "extends":
            problems.append(_not_tried(text))
            continue
        try:
            value = read_setting(".".join(parts), found[2])
        except InputError as error:
            problems += error.problems
            continue
        taken = _put(settings, parts, value)
        if taken is not None:
            problems.append(_taken(text, ".".join(taken)))
    if problems:
        raise InputError(problems)
    return settings


settings_option = worded.option(
    "--set",
    "settings",
    multiple=True,
    metavar=say("KEY=VALUE"),
    callback=settings_of,
    help=say(
        "Try a setting without writing it in a scenario: workforce.columns.percent=St.pros; may "
        "be repeated."
    ),
)


def _put(settings: dict[str, Any], parts: list[str], value: object) -> list[str] | None:
    """Put a value where its keys lead; the keys that are taken already, if any."""
    inner = settings
    for number, part in enumerate(parts[:-1], start=1):
        inner = inner.setdefault(part, {})
        if not isinstance(inner, dict):
            return parts[:number]
    if inner.setdefault(parts[-1], value) != value:
        return parts
    return None


def _not_a_setting(text: str) -> Problem:
    from autopot.errors import Problem

    found = say("no =, so no value")
    if "=" in text:
        found = say("a key is empty, or a quotation mark is open")
    return Problem(
        f"--set {text}",
        found,
        say("key=value, as workforce.decimal=comma"),
        say("write key=value; a key with a dot in quotation marks"),
    )


def _not_tried(text: str) -> Problem:
    from autopot.errors import Problem

    return Problem(
        f"--set {text}",
        say("cannot be tried"),
        say("settings of a scenario, as workforce.decimal"),
        say("write a scenario, and check that"),
    )


def _in_a_list(text: str, key: str) -> Problem:
    from autopot.errors import Problem

    return Problem(
        f"--set {text}",
        say("a place in a list cannot be set alone"),
        say("the whole list"),
        say("write the whole list: {key}=[a, b]", key=key),
    )


def _taken(text: str, key: str) -> Problem:
    from autopot.errors import Problem

    return Problem(
        f"--set {text}",
        say("{key} is set to something else by another --set", key=key),
        say("every key once, with a value or with keys below it"),
        say("leave one of them out"),
    )
