"""Data about persons inside titles of positions, where more is known to be a name."""

from __future__ import annotations

import re
from functools import lru_cache

from autopot.workforce.staff.personal import HIDDEN
from autopot.workforce.staff.personal_text import (
    ALSO_WORDS,
    WORD,
    hidden,
    is_given,
    is_ordinary,
    is_place,
)

BORN_DIGITS = re.compile(
    r"(?i)\b(?:f\.|f|fødd|født)[ \u00a0]*:?[ \u00a0]*"
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d(?!\d)"
)
"""Six digits that can be a date of birth, by the word in front of them."""

IN_PARENTHESES = re.compile(r"\([ \u00a0]*([A-ZÆØÅÄÖÜÉ][\w'’-]+)[ \u00a0]*\)")
CAPITAL = re.compile(rf"(?<![\w-]){WORD}(?<!\.)")
IN_TITLE = re.compile(r"\w\W+[A-ZÆØÅÄÖÜÉ]|\d{6}")
"""What a title must hold for any of these to be found in it."""

OF_POSTS = {
    *("fast", "vikar", "vikariat", "deltid", "heltid", "midlertidig", "engasjement", "konstituert"),
    *("timelønnet", "ekstra", "permisjon", "ferievikar", "tilkalling", "lærling", "kveld", "natt"),
    *("helg", "turnus", "norsk", "engelsk"),
}
"""What else stands in parentheses after a title."""

RARELY = frozenset({"bo", "dag", "mark", "sol"})
"""Given names that are mostly ordinary words, even in capitals."""

ABBREVIATION = 4
"""Longest word in capitals that is taken for an abbreviation."""


@lru_cache(maxsize=200_000)
def hidden_title(text: str) -> str:
    """A title with every part that looks personal replaced by a mark.

    Parameters
    ----------
    text : of a cell of titles. More is hidden than in other text: a given name after the first word
        with the capitalised words beside it, a capitalised word in parentheses that no title or
        service has, and six digits after a word for born.

    >>> hidden_title("Rektor, Myklebust Turid"), hidden_title("Sykepleier for Agnieszka")
    ('Rektor, ▒▒▒', 'Sykepleier for ▒▒▒')
    >>> hidden_title("Helsefagarbeider (Nowak)"), hidden_title("Lærer f. 120370")
    ('Helsefagarbeider (▒▒▒)', 'Lærer ▒▒▒')
    """
    text = hidden(text)
    if not IN_TITLE.search(text):
        return text
    text = BORN_DIGITS.sub(HIDDEN, text)
    text = IN_PARENTHESES.sub(lambda m: m[0] if _known(m[1]) else f"({HIDDEN})", text)
    return _without_given(text)


def _known(word: str) -> bool:
    """Whether a word in parentheses says something of the position."""
    short = word.isupper() and len(word) <= ABBREVIATION
    return short or is_ordinary(word) or word.casefold() in OF_POSTS


def _without_given(text: str) -> str:
    """The title without given names after its first word, and what stands beside them."""
    words = list(CAPITAL.finditer(text))
    for number, word in enumerate(words):
        lower = word[0].casefold()
        if not re.search(r"\w", text[: word.start()]) or not is_given(word[0]) or lower in RARELY:
            continue
        start, end = word.start(), word.end()
        before = words[number - 1] if number else None
        if before and _beside(text[before.end() : start], before[0]):
            start = before.start()
        following = words[number + 1] if number + 1 < len(words) else None
        if following and _beside(text[end : following.start()], following[0]):
            end = following.end()
        unit = re.match(r"[ \u00a0]+([^\W\d_]+)", text[end:])
        named_after = unit is not None and is_place(unit[1])
        if not named_after and (end - start > len(word[0]) or lower not in ALSO_WORDS):
            return f"{text[:start]}{HIDDEN}{_without_given(text[end:])}"
    return text


def _beside(between: str, word: str) -> bool:
    """Whether a capitalised word belongs to the name that it stands beside."""
    return re.fullmatch(r",?[ \u00a0]+", between) is not None and not (
        is_ordinary(word) or word.casefold() in OF_POSTS
    )
