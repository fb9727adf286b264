"""What PyYAML and our own reader find wrong with a YAML file, as problems with file and line."""

from __future__ import annotations

from pathlib import Path

import yaml

from autopot.errors import Problem
from autopot.messages import Message, elided, say

SYNTAX = {
    "mapping values are not allowed": (
        say("a colon where none can stand"),
        say("put text that holds a colon in quotes, or correct the indent"),
    ),
    r"found character '\t'": (say("a tab"), say("indent with spaces, not tabs")),
    "that cannot start any token": (
        say("a sign that no value can begin with"),
        say("put the text in quotes"),
    ),
    "could not find expected ':'": (
        say("a line without a colon"),
        say("write key: value, with a space after the colon"),
    ),
    "expected <block end>": (
        say("an indent unlike the lines above, or text after a closing quote"),
        say("indent it like the lines above"),
    ),
    "expected ','": (
        say("a bracket that is not closed, or a comma that is missing"),
        say("close the bracket, or add the comma"),
    ),
    "unexpected end of stream": (say("quotes that are not closed"), say("close the quotes")),
    "unknown escape character": (
        say("a backslash in double quotes"),
        say("use single quotes: 'C:\\folder\\file.xlsx'"),
    ),
    "but found another document": (
        say("several documents in one file"),
        say("remove --- and what stands after it"),
    ),
    "expected alphabetic or numeric": (
        say("a value that begins with * or &"),
        say("put the text in quotes"),
    ),
    "special characters are not allowed": (
        say("a sign that is not text"),
        say("save the file as plain text"),
    ),
}
"""What PyYAML says -> what that means, and what to do."""

UNKNOWN_SYNTAX = (say("this is not valid YAML"), say("check indent and quotes"))


def not_text(path: Path, error: UnicodeDecodeError) -> Problem:
    """The problem of a file that is not UTF-8.

    Parameters
    ----------
    path : of the file.
    error : says at which byte.
    """
    return Problem(
        str(path),
        say("not UTF-8 at byte {place}", place=error.start),
        say("a YAML file of UTF-8 text"),
        say("save it as UTF-8, or give another file"),
    )


def not_plain(place: str, found: Message) -> Problem:
    """The problem of something that YAML has and we do not read.

    Parameters
    ----------
    place : file and line.
    found : what stands there, such as a tag or an alias.
    """
    return Problem(place, found, say("plain values"), say("write the value itself"))


def syntax_problem(path: Path, error: yaml.YAMLError) -> Problem:
    """The problem of a file that is not YAML, in our words where we know what PyYAML means.

    Parameters
    ----------
    path : of the file.
    error : its mark, where it has one, gives the line.
    """
    mark = getattr(error, "problem_mark", None)
    line = f":{mark.line + 1}" if mark else ""
    said = str(getattr(error, "problem", None) or getattr(error, "reason", ""))
    found, remedy = next((words for part, words in SYNTAX.items() if part in said), UNKNOWN_SYNTAX)
    return Problem(f"{path}{line}", found, say("lines like key: value"), remedy)


def too_deep(place: str, most: int) -> Problem:
    """The problem of brackets or indents inside one another, more than any setting needs.

    Parameters
    ----------
    place : file and line.
    most : levels that are read.
    """
    found = say("more than {most} levels inside one another", most=most)
    return Problem(place, found, say("a few levels"), say("remove some of them"))


def not_decimal(place: str, name: str, text: str, meant: str) -> Problem:
    """The problem of a value that YAML takes for a number in another way than people do.

    Parameters
    ----------
    place : file and line.
    name : dotted name of the setting.
    text : as it stands in the file.
    meant : the number a person may have meant, empty if there is none.
    """
    cut = elided(text)
    remedy = say('put text in quotes: "{text}"', text=cut)
    if meant:
        remedy = say(
            'put text in quotes: "{text}"; or write the number {number}', text=cut, number=meant
        )
    return Problem(
        place,
        say("{name} = {text}, which may be read as another number", name=name, text=cut),
        say("digits without a leading zero, with a decimal point if needed"),
        remedy,
    )


def long_number(place: str, name: str, text: str, most: int) -> Problem:
    """The problem of a number with more digits than any figure has.

    Parameters
    ----------
    place : file and line.
    name : dotted name of the setting.
    text : as it stands in the file.
    most : signs a number may have.
    """
    found = say("{name} is a number of {signs:,} signs", name=name, signs=len(text))
    return Problem(place, found, say("at most {most:,}", most=most), say("change the value"))


def stands_twice(place: str, key: str, first: int) -> Problem:
    """The problem of a key that stands twice in one mapping.

    Parameters
    ----------
    place : file and line of the second.
    key : as it stands in the file.
    first : line of the first.
    """
    found = say("{name} stands twice (also line {first})", name=elided(key), first=first)
    return Problem(place, found, say("each key once"), say("remove one of them"))
