"""Words that stand in the data in several languages: columns `name_nb`, `name_en`, titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autopot.messages.language import FALLBACK, LANGUAGES, SOURCE, language
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


class Written(Message):
    """A text that is no message of the code but was written in several languages.

    Parameters
    ----------
    text : in English.
    values : language -> text.
    """

    def in_language(self, name: str) -> str:
        """The text in a language, or the nearest that has it."""
        there = (self.values.get(other) for other in FALLBACK[name])
        return next((str(text) for text in there if text), self.text)


def written(row: Mapping[str, Any], stem: str) -> Written:
    """A text of the data, which gets its language where it is shown.

    Parameters
    ----------
    row : column -> value, with a column for each language.
    stem : what these columns begin with.

    >>> print(written({"note_nb": "Anslag", "note_en": "An estimate"}, "note"))
    An estimate
    """
    texts = {name: row[f"{stem}_{name}"] for name in LANGUAGES if f"{stem}_{name}" in row}
    return Written(str(texts.get(SOURCE, "")), texts)


def in_every_language(words: Message) -> list[str]:
    """What a message may read where it is met again, the language that is spoken first.

    >>> in_every_language(Message("Unheard of"))
    ['Unheard of']
    """
    return list(dict.fromkeys([str(words), *(words.in_language(name) for name in LANGUAGES)]))
