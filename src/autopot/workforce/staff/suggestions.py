"""The nearest occupations to a position title: suggested, never chosen."""

from __future__ import annotations

import re
from functools import cache

from autopot import catalogue
from autopot.workforce.staff.word_lists import in_bokmaal

MOST = 3
MOST_LETTERS = 200
SAME = 99.0
LEAST_LIKE, NEAR_BEST = 65.0, 5.0
"""Likeness, 0-100, below which a suggestion would only mislead, alone and beside a better one."""


@cache
def _choices() -> tuple[list[str], list[str]]:
    """Texts to compare with, and the occupation of each."""
    names = catalogue.occupations()["name_nb"]
    titles = catalogue.table("occupations/titles")
    texts = [*titles["title"], *names.str.casefold()]
    return texts, [*titles["occupation"], *names.index]


@cache
def _names() -> dict[str, str]:
    return dict(catalogue.occupations()["name_nb"].items())


@cache
def suggest(title: str) -> tuple[str, ...]:
    """At most three occupations that a title may mean, nearest first, as "2223 Sykepleiere".

    Likeness is the share of letters in common, in their order (rapidfuzz, ratio), against common
    municipal titles and the official names. A short word that happens to stand inside a long title
    says nothing of it.

    >>> suggest("Sykepleier natt")[0], suggest("Skuleskyss følgje")
    ('2223 Sykepleiere', ('4323 Transportfunksjonærer',))
    """
    from rapidfuzz import fuzz, process

    texts, codes = _choices()
    names = _names()
    text = " ".join(
        in_bokmaal(word) for word in re.findall(r"\w+", title.casefold()[:MOST_LETTERS])
    )
    found = process.extract(text, texts, scorer=fuzz.ratio, limit=12, score_cutoff=LEAST_LIKE)
    most = max((score for _, score, _ in found), default=0.0)
    least = most if most > SAME else most - NEAR_BEST
    best = dict.fromkeys(codes[number] for _, score, number in found if score >= least)
    return tuple(f"{code} {names[code]}" for code in list(best)[:MOST])
