"""Lists of words that titles and names of units are read by."""

from __future__ import annotations

from functools import cache

from autopot import catalogue

LONGEST = 60
"""Letters of the longest word that is read; longer ones are text of another kind."""


@cache
def word_list(kind: str) -> dict[str, str]:
    """Words of one kind in `title_words` -> what they stand for."""
    table = catalogue.table("workforce/title_words")
    rows = table[table["kind"] == kind]
    return dict(zip(rows["word"], rows["meaning"], strict=True))


def in_bokmaal(word: str) -> str:
    """A word with the forms of nynorsk that we know written as in bokmål.

    >>> in_bokmaal("vaskeriansvarleg"), in_bokmaal("sjukeheimen")
    ('vaskeriansvarlig', 'sykehjemmen')
    """
    for form, written in sorted(word_list("form").items(), key=lambda pair: -len(pair[0])):
        word = word.replace(form, written)
    return word
