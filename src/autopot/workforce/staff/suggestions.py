"""The nearest occupations to a position title: suggested, never chosen."""

from __future__ import annotations

from functools import cache

from autopot import catalogue

MOST = 3
SAME = 99.0
LEAST_LIKE, NEAR_BEST = 60.0, 15.0
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

    Likeness is the share of letters in common, words in any order, with weight on whole words
    (rapidfuzz, WRatio), against common municipal titles and the official names.

    >>> suggest("Sykepleier natt")[0]
    '2223 Sykepleiere'
    """
    from rapidfuzz import fuzz, process

    texts, codes = _choices()
    names = _names()
    found = process.extract(
        title.casefold(), texts, scorer=fuzz.WRatio, limit=12, score_cutoff=LEAST_LIKE
    )
    most = max((score for _, score, _ in found), default=0.0)
    least = most if most > SAME else most - NEAR_BEST
    best = dict.fromkeys(codes[number] for _, score, number in found if score >= least)
    return tuple(f"{code} {names[code]}" for code in list(best)[:MOST])
