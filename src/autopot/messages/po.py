"""A catalogue of messages (gettext's .po) as it is read: no step between it and the program."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

Key = tuple[str, str]
"""Context, which is empty for most, and the English message."""

STRING = r'"(?:[^"\\\n]|\\.)*"'
STRINGS = rf"{STRING}(?:\s*\n{STRING})*"
ENTRY = re.compile(
    rf"^(?:msgctxt\s+(?P<context>{STRINGS})\s*\n)?msgid\s+(?P<one>{STRINGS})\s*\n"
    rf"(?:msgid_plural\s+(?P<many>{STRINGS})\s*\n)?"
    rf"(?P<forms>(?:msgstr(?:\[\d\])?\s+{STRINGS}\s*(?:\n|\Z))+)",
    re.MULTILINE,
)
FORM = re.compile(rf"^msgstr(?:\[\d\])?\s+({STRINGS})", re.MULTILINE)
FUZZY = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
PIECE = re.compile(STRING)
ESCAPED = re.compile(r"\\(.)")
SIGNS = {"n": "\n", "t": "\t"}


def parse(text: str) -> dict[Key, tuple[str, ...]]:
    r"""Context and English -> the message in the language, in every form of number.

    Entries that are empty or marked as fuzzy are left out. The languages here have two forms of
    number, one and more, as English has.

    >>> parse('msgid "one row"\nmsgid_plural "{count:,} rows"\nmsgstr[0] "en rad"\n'
    ...       'msgstr[1] "{count:,} "\n"rader"\n')
    {('', 'one row'): ('en rad', '{count:,} rader')}
    """
    found: dict[Key, tuple[str, ...]] = {}
    for block in re.split(r"\n\s*\n", text):
        entry = ENTRY.search(block)
        if entry is None or FUZZY.search(block):
            continue
        forms = tuple(_joined(form) for form in FORM.findall(entry["forms"]))
        if entry["one"] != '""' and all(forms):
            found[_joined(entry["context"] or '""'), _joined(entry["one"])] = forms
    return found


def _joined(strings: str) -> str:
    text = "".join(piece[1:-1] for piece in PIECE.findall(strings))
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
