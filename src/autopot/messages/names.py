"""Names that stand in the data in several languages: columns `name_nb`, `name_en`, titles."""

from __future__ import annotations

from typing import Any

from autopot.messages.language import FALLBACK, LANGUAGES, language
from autopot.messages.message import Message


def name_in(columns: Any, stem: str = "name") -> str:
    """The column of a table that holds names in the language that is spoken, or the nearest to it.

    Parameters
    ----------
    columns : names of the columns that there are.
    stem : what they begin with.

    >>> from autopot.messages.language import speaking
    >>> with speaking("nn"):
    ...     name_in(["code", "name_nb", "name_en"])
    'name_nb'
    """
    there = set(columns)
    for name in FALLBACK[language()]:
        if f"{stem}_{name}" in there:
            return f"{stem}_{name}"
    return stem


def title_in(texts: Any) -> str:
    """The text of an object with one field a language, as a scenario's title.

    >>> from types import SimpleNamespace
    >>> title_in(SimpleNamespace(nb="Grunnscenario", en="Base scenario"))
    'Base scenario'
    """
    for name in FALLBACK[language()]:
        text = getattr(texts, name, None)
        if text:
            return str(text)
    return ""


def in_every_language(words: Message) -> list[str]:
    """What a message may read where it is met again, the language that is spoken first.

    >>> in_every_language(Message("Unheard of"))
    ['Unheard of']
    """
    return list(dict.fromkeys([str(words), *(words.in_language(name) for name in LANGUAGES)]))
