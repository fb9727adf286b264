"""Occupations to choose from, found by number, name or title."""

from __future__ import annotations

from functools import cache

from autopot import catalogue
from autopot.messages import language, name_in

MOST = 20
"""Occupations that a search finds."""


def occupations() -> list[tuple[str, str]]:
    """Code and name of every occupation, in the language that is spoken."""
    return list(_occupations(language()))


@cache
def _occupations(_: str) -> tuple[tuple[str, str], ...]:
    table = catalogue.table("occupations/styrk08").query("level == 4")
    name = name_in(table.columns, "name")
    return tuple(zip(table["code"], table[name], strict=True))


@cache
def _words(name: str) -> tuple[tuple[str, str, str], ...]:
    """What is searched in, code, and what is shown: names first, then titles."""
    known = dict(_occupations(name))
    titles = catalogue.table("occupations/titles")
    pairs = dict.fromkeys(zip(titles["occupation"], titles["title"], strict=True))
    found = [(f"{code} {text}".casefold(), code, text) for code, text in known.items()]
    found += [
        (f"{code} {title}".casefold(), code, f"{title} ({known[code]})")
        for code, title in pairs
        if code in known
    ]
    return tuple(found)


def searched(text: str) -> list[tuple[str, str]]:
    """Code and words of the occupations that a text may mean, the nearest first.

    Parameters
    ----------
    text : a part of a number, a name or a title; all its words must be there.
    """
    wanted = text.casefold().split()
    if not wanted:
        return []
    found = [one for one in _words(language()) if all(word in one[0] for word in wanted)]
    start = wanted[0]
    found.sort(key=lambda one: not any(w.startswith(start) for w in one[0].split()))
    return [(code, words) for _, code, words in found[:MOST]]
