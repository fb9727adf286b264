"""What a title means by what the work is about and what kind of work it is.

«Klimarådgiver», «rådgiver klima» and «fagrådgiver klima og natur» are advisers on the climate. The
last word of a title, or the end of a compound, says the role; what stands before it or beside it
says the topic.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from autopot import catalogue
from autopot.workforce.staff.word_lists import word_list

JOINTS = ("", "s", "e")
"""Letters between the parts of a compound."""

ABOUT = ("faglig", "teknisk")
"""Ends that say no more than the topic before them: «barnevernfaglig», «brannteknisk»."""

LEAST_TOPIC = 5
"""Letters of the shortest topic that may end a longer one: «sosial» in «boligsosial»."""


class ByTopic(NamedTuple):
    """What a topic and a role say: occupation, and whether our table says it of that sector."""

    occupation: str
    topic: str
    role: str
    of_sector: bool


@cache
def _table() -> dict[str, dict[tuple[str, str], str]]:
    """Topic -> role or word, sector ("" for any) -> occupation."""
    result: dict[str, dict[tuple[str, str], str]] = {}
    for row in catalogue.table("occupations/title_topics").itertuples():
        key = (str(row.head), str(row.sector))
        result.setdefault(str(row.topic), {})[key] = str(row.occupation)
    return result


def role_of(word: str) -> str:
    """The word that says the role, which a word is or ends with: the longest.

    >>> role_of("klimarådgiver"), role_of("prosjektleder"), role_of("sykehus")
    ('rådgiver', 'prosjektleder', '')
    """
    roles = word_list("role")
    ends = (word[start:] for start in range(len(word)))
    return next((end for end in ends if end in roles), "")


def by_topic(words: tuple[str, ...], sector: str) -> ByTopic | None:
    """The occupation that the topic and the role of a title say; the nearest topic to the role.

    Parameters
    ----------
    words : of the title.
    sector : our sector; empty where unknown.

    >>> by_topic(("fagrådgiver", "klima"), "property_planning")[:3]
    ('2133', 'klima', 'rådgiver')
    >>> by_topic(("barneskolerådgiver",), "school")[:3]
    ('2359', 'skole', 'rådgiver')
    """
    heads = (
        (word, before, role_of(word)) for word, before in zip(words, ("", *words), strict=False)
    )
    for word, before, head in (found for found in heads if found[2]):
        stem = word.removesuffix(head)
        for part in (before + stem, stem, *_beside(words, word)):
            topic = _topic(part)
            if topic and (found := _found(topic, head, sector)):
                return found
    return None


def _beside(words: tuple[str, ...], head: str) -> list[str]:
    """The other words of a title: two beside each other together («psykisk helse»), then alone."""
    others = [word for word in words if word != head]
    return [*(one + two for one, two in pairwise(others)), *others]


@cache
def _topic(part: str) -> str:
    """The topic that a part of a title is, or ends with."""
    known = _table()
    part = next((part.removesuffix(end) for end in ABOUT if part.endswith(end)), part) or part
    for start in range(max(len(part) - 2, 0)):
        end = part[start:]
        if start and len(end) < LEAST_TOPIC:
            break
        for joint in JOINTS:
            if end.endswith(joint) and (topic := end.removesuffix(joint)) in known:
                return topic
    return part if part in known else ""


def _found(topic: str, head: str, sector: str) -> ByTopic | None:
    """For the word itself before its role, for the sector before one like it and any."""
    found, role = _table()[topic], word_list("role")[head]
    places = dict.fromkeys((sector, catalogue.municipal_counterpart(sector), ""))
    for key in ((name, where) for name in (head, role) for where in places):
        if key in found:
            return ByTopic(found[key], topic, head, bool(key[1]))
    return None
