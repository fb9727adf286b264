"""A sentence with named values that gets its language when it is shown."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from autopot.messages.language import FALLBACK, SOURCE, language
from autopot.messages.numbers import localised
from autopot.messages.po import catalogue

QUOTES = {"nb": ("«", "»"), "nn": ("«", "»"), "en": ("'", "'")}


@dataclass(frozen=True)
class Message:
    """What is said, without a language.

    Parameters
    ----------
    text : English, with `{name}` for each value. `{name!q}` is a user's own word in quotes;
        `{name:,}`, `{name:,.1f}`, `{name:.0%}` are numbers as `format` knows them, with the signs
        of the language.
    values : what the names stand for: text, numbers, messages, or lists of these.
    many : English for any other number than one; empty where nothing is counted.
    context : tells equal English with different meanings apart.

    >>> print(Message("{count:,} rows of {file}", {"count": 1200, "file": "a.csv"}))
    1,200 rows of a.csv
    """

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    many: str = ""
    context: str = ""

    def __str__(self) -> str:
        """The message in the language that is spoken here."""
        return self.in_language(language())

    def __hash__(self) -> int:
        """Equal messages have equal text."""
        return hash((self.text, self.many, self.context))

    def in_language(self, name: str) -> str:
        """The message in a language, or the nearest that has it."""
        forms: tuple[str, ...] = (self.text, self.many or self.text)
        if name != SOURCE:
            forms = words(name, self.text, self.context) or forms
        form = forms[0] if len(forms) == 1 or self.values.get("count") == 1 else forms[1]
        return _Writer(name).vformat(form, (), self.values) if "{" in form else form


def words(name: str, text: str, context: str = "") -> tuple[str, ...]:
    """What a language says for an English text, in every form of number; nothing if none does.

    A message that nynorsk lacks is said in bokmål, not in English.

    Parameters
    ----------
    name : of the language: nb, nn or en.
    text : English, as in `Message`.
    context : as in `Message`.

    Returns
    -------
    One form, or the forms for one and for many.
    """
    for other in FALLBACK[name]:
        if other == SOURCE:
            break
        if found := catalogue(other).get((context, text)):
            return found
    return ()


Text = str | Message
"""What may stand where a person reads: a name or a figure as it is, or a message."""


class _Writer(string.Formatter):
    """`str.format` with the numbers and quotes of a language."""

    def __init__(self, name: str) -> None:
        self.name = name

    def convert_field(self, value: Any, conversion: Any) -> Any:
        """Quote a user's own word with `!q`."""
        if conversion == "q":
            first, last = QUOTES[self.name]
            return f"{first}{printable(elided(shown(value, self.name)))}{last}"
        return super().convert_field(value, conversion)

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write a number as the language does, and anything else in the language."""
        if format_spec:
            return localised(format(value, format_spec), self.name)
        return shown(value, self.name)


def shown(value: Any, name: str = "") -> str:
    """A value as text in a language, by default the one that is spoken here.

    Parameters
    ----------
    value : text, a number, a message, or a list of these.
    name : of the language: nb, nn or en; "" for the one that is spoken.

    >>> shown(["a", 3, 1.5], "nb")
    'a, 3, 1,5'
    """
    name = name or language()
    if isinstance(value, Message):
        return value.in_language(name)
    if isinstance(value, list | tuple):
        return ", ".join(shown(part, name) for part in value)
    if isinstance(value, float):
        return localised(f"{value:g}", name)
    return str(value)


def say(text: str, /, **values: Any) -> Message:
    """A message; the text is English and stands in every catalogue.

    >>> say("check the path").in_language("en")
    'check the path'
    """
    return Message(text, values)


def say_in(context: str, text: str, /, **values: Any) -> Message:
    """A message whose English means different things in different places.

    Parameters
    ----------
    context : what tells the meanings apart, as `verb`.
    text, values : as in `say`.
    """
    return Message(text, values, context=context)


def say_many(one: str, many: str, /, count: int, **values: Any) -> Message:
    """A message about a number of things, in the form that the number asks for.

    Parameters
    ----------
    one : English for the number one.
    many : English for any other number, 0 among them.
    count : the number, in the text as `{count}`.
    values : what the other names stand for.

    >>> str(say_many("one row", "{count:,} rows", count=2300))
    '2,300 rows'
    """
    return Message(one, {"count": count, **values}, many)


def told(text: str, /, **values: Any) -> str:
    """A message as text, in the language that is spoken here: for what is shown at once.

    >>> told("{count:,} draws", count=10_000)
    '10,000 draws'
    """
    return str(Message(text, values))


def told_in(context: str, text: str, /, **values: Any) -> str:
    """A message as text, as `told`, where its English means different things in different places.

    Parameters
    ----------
    context : what tells the meanings apart, as `verb`.
    text, values : as in `say`.
    """
    return str(Message(text, values, context=context))


def sentences(parts: Iterable[Text], between: str = " ") -> Message:
    """Several messages as one, one after another.

    Parameters
    ----------
    parts : messages or text, in their order.
    between : what stands between two of them, the same in every language.

    >>> str(sentences([say("Read this."), say("Then that.")]))
    'Read this. Then that.'
    """
    named = {f"part{place}": part for place, part in enumerate(parts)}
    return Message(between.join(f"{{{name}}}" for name in named), named)


SHOWN_VALUE = 60
"""Characters that a user's value may take in a message."""


def elided(text: str, most: int = SHOWN_VALUE) -> str:
    """A text as it is, or its beginning and end where it is long.

    Parameters
    ----------
    text : a user's.
    most : signs of the result at the most.

    >>> elided("blåbær"), elided("1" * 100_000, 9)
    ('blåbær', '1111…1111')
    """
    if len(text) <= most:
        return text
    end = (most - 1) // 2
    return f"{text[: most - 1 - end]}…{text[len(text) - end :]}"


def printable(text: str) -> str:
    r"""The text with signs that do not print, and could command a terminal, shown as codes.

    >>> printable("a\x1b[31m")
    'a\\x1b[31m'
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)
