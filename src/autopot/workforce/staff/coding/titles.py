"""What a position title means, by its words and the service it is used in."""

from __future__ import annotations

from functools import cache

from autopot.workforce.staff.coding.at_home import plausible
from autopot.workforce.staff.coding.dictionary import is_job, known_word, title_table
from autopot.workforce.staff.coding.meanings import Meaning, meanings
from autopot.workforce.staff.coding.readings import (
    LIKELY,
    MUST,
    Reading,
    Row,
    Service,
    best_row,
    less_sure,
)
from autopot.workforce.staff.coding.words import first_of_two, title_words
from autopot.workforce.staff.word_lists import word_list


@cache
def read_title(title: str, service: Service) -> Reading:
    """What a title means.

    Parameters
    ----------
    title : as it stands in the file.
    service : where the job is.

    Returns
    -------
    Occupations with shares; nothing where no word is known. A meaning that our table does not
    state is taken only where it is usual in the service.

    >>> read_title("Ped.leder", Service("kindergarten")).shares
    {'2342': 1.0}
    >>> read_title("Fagarbeider", Service("health_care", "253")).shares
    {'5321': 1.0}
    >>> read_title("Totalansvarlig", Service()).shares
    {}
    """
    words = title_words(title, known_word, is_job)
    noise = word_list("noise")
    bare = tuple(word for word in words if word not in noise)
    unsure = Reading({}, MUST)
    for meaning in meanings(words, bare, first_of_two(title), service.sector):
        reading = _reading(meaning, service)
        if reading and plausible(reading, service, meaning.least):
            return reading
        unsure = unsure if unsure.shares else reading
    return unsure.at_most(MUST)


def _reading(meaning: Meaning, service: Service) -> Reading:
    """What a meaning is in a service; nothing where our table has no row for that service."""
    if meaning.occupation:
        row: Row | None = Row("", (), {meaning.occupation: 1.0}, LIKELY)
    else:
        row = best_row(title_table().get(meaning.words, ()), service)
    if row is None:
        return Reading({}, MUST)
    general = len(meaning.words) == 1 and meaning.words[0] in word_list("general")
    confidence = less_sure(row.confidence, meaning.confidence)
    values = {"means": " ".join(meaning.words)}
    return Reading(
        shares=row.shares, confidence=confidence, general=general, reason="by_title", values=values
    )
