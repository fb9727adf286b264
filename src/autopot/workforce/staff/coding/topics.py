"""What a title means by what the work is about and what kind of work it is.

«Klimarådgiver», «rådgiver klima» and «fagrådgiver klima og natur» are advisers on the climate. The
last word of a title, or the end of a compound, says the role; what stands before it or beside it
says the topic.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from autopot import catalogue
from autopot.workforce.staff.coding.words import word_list

JOINTS = ("", "s", "e")
"""Letters between the parts of a compound."""

ABOUT = ("faglig", "teknisk")
"""Ends that say no more than the topic before them: «barnevernfaglig», «brannteknisk»."""

LEAST_TOPIC = 5
"""Letters of the shortest topic that may end a longer one: «sosial» in «boligsosial»."""


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


def by_topic(words: tuple[str, ...], sector: str) -> Iterator[tuple[str, str, str]]:
    """Occupations that the topics and the role of a title say.

    Parameters
    ----------
    words : of the title.
    sector : our sector; empty where unknown.

    Yields
    ------
    Occupation, topic and role, the nearest to the role first.

    >>> next(by_topic(("fagrådgiver", "klima"), "property_planning"))
    ('2133', 'klima', 'rådgiver')
    >>> next(by_topic(("barneskolerådgiver",), "school"))
    ('2359', 'skole', 'rådgiver')
    """
    heads = [(word, role_of(word)) for word in words]
    for word, head in ((word, head) for word, head in heads if head):
        stem = word.removesuffix(head)
        for part in (stem, *_beside(words, word)):
            topic = _topic(part)
            found = _occupation(topic, head, sector) if topic else ""
            if found:
                yield found, topic, head
                return


def _beside(words: tuple[str, ...], head: str) -> list[str]:
    """The other words of a title: two beside each other together («psykisk helse»), then alone."""
    others = [word for word in words if word != head]
    return [*(one + two for one, two in zip(others, others[1:], strict=False)), *others]


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


def _occupation(topic: str, head: str, sector: str) -> str:
    """For the word itself before its role, for the sector before any."""
    found, role = _table()[topic], word_list("role")[head]
    keys = ((name, where) for name in (head, role) for where in (sector, ""))
    return next((found[key] for key in keys if key in found), "")
