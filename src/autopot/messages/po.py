"""A catalogue of messages (gettext's .po) as it is read: no step between it and the program."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

Key = tuple[str, str]
"""Context, which is empty for most, and the English message."""

ESCAPED = re.compile(r"\\(.)")
SIGNS = {"n": "\n", "t": "\t", "b": "\b"}


def parse(text: str) -> dict[Key, tuple[str, ...]]:
    r"""Context and English -> the message in the language, in every form of number.

    Entries that are empty or marked as fuzzy are left out. The languages here have two forms of
    number, one and more, as English has.

    >>> parse('msgid "one row"\nmsgid_plural "{count:,} rows"\nmsgstr[0] "en rad"\n'
    ...       'msgstr[1] "{count:,} "\n"rader"\n')
    {('', 'one row'): ('en rad', '{count:,} rader')}
    """
    found: dict[Key, tuple[str, ...]] = {}
    for block in text.split("\n\n"):
        entry, word = {}, ""
        for line in block.splitlines():
            if line.startswith("msg"):
                word, _, string = line.partition(" ")
                entry[word] = string.strip()[1:-1]
            elif line.startswith('"'):
                entry[word] += line.strip()[1:-1]
            elif line.startswith("#,") and "fuzzy" in line:
                entry = {}
                break
        forms = tuple(_plain(text) for word, text in entry.items() if word.startswith("msgstr"))
        if entry.get("msgid") and all(forms):
            found[_plain(entry.get("msgctxt", "")), _plain(entry["msgid"])] = forms
    return found


def _plain(text: str) -> str:
    return ESCAPED.sub(lambda sign: SIGNS.get(sign[1], sign[1]), text) if "\\" in text else text


@cache
def catalogue(language: str) -> dict[Key, tuple[str, ...]]:
    """The packaged catalogue of a language; empty for the language of the code."""
    found: dict[Key, tuple[str, ...]] = {}
    folder = files("autopot.messages")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.startswith(language) and file.name.endswith(".po"):
            found.update(parse(file.read_text(encoding="utf-8")))
    return found
