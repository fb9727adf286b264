"""A position title as words: abbreviations written out, nynorsk as bokmål, signs taken away."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from autopot import catalogue

WITH = ((r"\bm\s*/\s*", " med "), (r"\bu\s*/\s*", " uten "), (r"\bv\s*/\s*", " "))
KEPT_NUMBERS = ("110",)
"""Numbers that mean something in a title; all others are percentages, steps and counts."""

LEAST_PREFIX = 4
"""Letters before a full stop from which an unknown abbreviation is looked up by its beginning."""


@cache
def word_list(kind: str) -> dict[str, str]:
    """Words of one kind in `title_words` -> what they stand for."""
    table = catalogue.table("workforce/title_words")
    rows = table[table["kind"] == kind]
    return dict(zip(rows["word"], rows["meaning"], strict=True))


def simple(text: str) -> tuple[str, ...]:
    """The words of a title of our own table.

    >>> simple("Barne- og ungdomsarbeider"), simple("HR-rådgiver")
    (('barne', 'ungdomsarbeider'), ('hrrådgiver',))
    """
    return tuple(word for word in _pieces(text) if _kept(word))


def title_words(text: str, known: Callable[[str], str]) -> tuple[str, ...]:
    """The words of a title as a municipality writes it.

    Parameters
    ----------
    text : the title.
    known : a word, or its beginning and a full stop -> the same word as our table writes it; empty
        where the table has none.

    Returns
    -------
    Words in lower case, abbreviations written out, in bokmål, without numbers and stop words.

    >>> title_words("Spes.sykepl. 75%", lambda word: "")
    ('spesialsykepleier',)
    >>> title_words("Adj. m/till.utd", lambda word: "")
    ('adjunkt', 'med', 'tilleggsutdanning')
    >>> title_words("Sjukepleiar", lambda word: "sykepleier" if word == "sykepleier" else "")
    ('sykepleier',)
    """
    words: list[str] = []
    for piece in _pieces(text, stops=True):
        words += _written_out(piece, known)
    return tuple(_in_bokmaal(word, known) for word in words if _kept(word))


def _pieces(text: str, stops: bool = False) -> list[str]:
    """Words; hyphens inside a word are dropped, full stops kept where asked for."""
    text = text.casefold().replace("\u00a0", " ")
    for pattern, written in WITH:
        text = re.sub(pattern, written, text)
    text = re.sub(r"\b1\.\s*(?=[a-zæøå])", "første", text)
    text = text.replace(".-", ".")
    text = re.sub(r"(?<=\w)[-\u2010\u2011](?=\w)", "", text)
    pattern = r"[^\W_]+(?:\.[^\W_]+)*\.?" if stops else r"[^\W_]+"
    return re.findall(pattern, text)


def _kept(word: str) -> bool:
    if word.isdigit():
        return word in KEPT_NUMBERS
    return word not in word_list("stop") and len(word) > 1


def _written_out(piece: str, known: Callable[[str], str]) -> list[str]:
    """One piece, which may hold full stops, as whole words."""
    short = word_list("abbreviation")
    together = piece.replace(".", "")
    if together in short and (piece.endswith(".") or not known(together)):
        return _joined([short[together]])
    parts = [part for part in piece.split(".") if part]
    if len(parts) == 1 and not piece.endswith("."):
        return [piece]
    stops = [True] * (len(parts) - 1) + [piece.endswith(".")]
    return _joined([_long(part, stop, known) for part, stop in zip(parts, stops, strict=True)])


def _long(part: str, stop: bool, known: Callable[[str], str]) -> str:
    short = word_list("abbreviation")
    if part in short:
        return short[part]
    if stop and len(part) >= LEAST_PREFIX and known(part + "."):
        return known(part + ".")
    ends = [end for end in short if stop and len(end) > 3 and part.endswith(end)]
    end = max(ends, key=len, default="")
    return part.removesuffix(end) + short[end] if end else part


def _joined(parts: list[str]) -> list[str]:
    """Parts as words; a part that ends with a hyphen is the beginning of the next."""
    words: list[str] = []
    start = ""
    for number, part in enumerate(parts):
        if part.endswith("-") and number + 1 < len(parts):
            start += part[:-1]
            continue
        words += [*(start + part.rstrip("-")).split()]
        start = ""
    return words


def _in_bokmaal(word: str, known: Callable[[str], str]) -> str:
    """A word of nynorsk in bokmål; words that our table has stay as they are."""
    if known(word):
        return known(word)
    changed = word
    for form, written in sorted(word_list("form").items(), key=lambda pair: -len(pair[0])):
        changed = changed.replace(form, written)
    if changed.endswith("ar") and not known(changed):
        changed = changed[:-2] + "er"
    return known(changed) or changed
