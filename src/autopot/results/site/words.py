"""Sentences of a site that no other answer has."""

from __future__ import annotations

from autopot.analysis.ranks import SURE
from autopot.messages import say, told
from autopot.messages.numbers import percent, whole

NOTHING_OWN = say(
    "The municipality has given none of these figures. How many work in each sector, and in which "
    "occupations, is estimated from published figures. Its own staff lists give its own figures."
)
INTERVAL = say(
    "Two figures with a line between them are the ends between which nine in ten calculations "
    "lie. The interval is the answer; the single figure beside it is its mean."
)
UNCERTAIN = say(
    "The intervals are wide because nobody knows how much of the work technology can take over. "
    "That doubt is the same for all municipalities."
)


def no_ranking(apart: int, pairs: int) -> list[str]:
    """Why the municipalities are not ranked.

    Parameters
    ----------
    apart : pairs of municipalities of which one is surely higher.
    pairs : all pairs.
    """
    return [
        told(
            "This is not a ranking. The figure is no grade: it says how much of today's working "
            "time is in tasks that technology could take over, not how far a municipality has "
            "come or how well it works."
        ),
        told(
            "Most of the municipalities cannot be told apart either. Of {pairs} pairs of "
            "municipalities, one is higher than the other in at least {sure} of the calculations "
            "in {apart} ({share}).",
            pairs=whole(pairs),
            sure=percent(SURE),
            apart=whole(apart),
            share=percent(apart / pairs if pairs else 0.0),
        ),
        str(UNCERTAIN),
    ]
