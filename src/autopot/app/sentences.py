"""What is wrong, as sentences for a page: a capital first, a full stop last."""

from __future__ import annotations

import re

from autopot.errors import Problem
from autopot.messages import shown, told

WORD = re.compile(r"[^\W\d_]+(?=[\s,.?!]|$)(?!\s=)")
"""A word that a sentence may begin with; a key or a file has other signs in it, or = after it."""


def sentence(text: str) -> str:
    """A part of a message with a capital first and a full stop last.

    Parameters
    ----------
    text : as messages have it; empty stays empty.

    >>> sentence("choose one"), sentence("did you mean 3301 Drammen?"), sentence("draws = 3")
    ('Choose one.', 'Did you mean 3301 Drammen?', 'draws = 3.')
    """
    words = text.strip()
    if not words:
        return ""
    first = words[0].upper() if WORD.match(words) else words[0]
    end = "" if words[-1] in ".?!:…" else "."
    return f"{first}{words[1:]}{end}"


def in_sentences(problem: Problem) -> str:
    """What is wrong, what is allowed and what to do, without the place.

    Parameters
    ----------
    problem : of what was typed, where the page itself says what it is about.

    >>> in_sentences(Problem("rettelser.csv 3", "mye is no number", "a number", "write one"))
    'Mye is no number. Allowed: a number. Write one.'
    """
    found, allowed, remedy = (
        shown(one) for one in (problem.found, problem.allowed, problem.remedy)
    )
    may = f"{told('Allowed:')} {stopped(allowed)}" if allowed else ""
    return " ".join(part for part in (sentence(found), may, sentence(remedy)) if part)


def stopped(text: str) -> str:
    """A part of a sentence with a full stop last, and no second one.

    Parameters
    ----------
    text : what is allowed.

    >>> stopped("2026 to 2040"), stopped("3301 Drammen.")
    ('2026 to 2040.', '3301 Drammen.')
    """
    return text if text[-1:] in (".", "?", "!", "…") else f"{text}."
