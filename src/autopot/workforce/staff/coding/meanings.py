"""Which titles of our table a title that it lacks may stand for, and how far each is trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from autopot.workforce.staff.coding.at_home import USUAL
from autopot.workforce.staff.coding.dictionary import Words, is_job, single_words, title_table
from autopot.workforce.staff.coding.readings import LIKELY, MUST, SURE
from autopot.workforce.staff.coding.topics import JOINTS, by_topic, role_of
from autopot.workforce.staff.coding.words import one_of
from autopot.workforce.staff.word_lists import word_list

LEAST_HEAD = 4
"""Letters of the shortest word that may be the last part of a compound."""

LEAST_ALIKE, LEAST_LETTERS = 90.0, 8
"""Likeness (0-100) and length from which a word with a slip of the pen is taken for a known one."""

LEADER = "leder"

STATED, KNOWN = -1.0, 0.0
"""A meaning that our table states for the title is believed; one by a word of it or by its topic
where municipalities have such an occupation in the service; others where it is usual there."""

ALIKE = (("assistent", "kindergarten"), ("assistent", "school"))
"""Broad titles that mean the same in a service whatever stands before them: «ressursassistent»."""

APART = ("veileder",)
"""Titles that two words beside each other do not make: «driftsleder vei»."""


class Meaning(NamedTuple):
    """A title of our table that words may stand for.

    Parameters
    ----------
    words : the title; of a meaning by topic the topic and the role.
    confidence : how sure it is at most.
    least : how usual it must be in the service to be believed; below 0 for what our table states.
    occupation : what it is, where no row of our table says so.
    """

    words: Words
    confidence: str
    least: float = USUAL
    occupation: str = ""


def meanings(words: Words, bare: Words, first: str, sector: str) -> Iterator[Meaning]:
    """Titles of our table that words may stand for, the best first.

    Parameters
    ----------
    words : of the title.
    bare : those of them that say something of the job.
    first : the first of two topics, "lønns" in «lønns- og personalkonsulent»; empty where one.
    sector : our sector; empty where unknown.

    >>> [m.words for m in meanings(("vikar", "kokk"), ("kokk",), "", "")][0]
    ('kokk',)
    """
    table = title_table()
    yield from (Meaning(whole, SURE, STATED) for whole in (words, bare) if whole in table)
    yield from _first_of_two(first, bare, sector)
    yield from _parts(bare)
    wide = tuple(word_list("general").get(word) or word for word in bare)
    if wide != bare:
        yield from (Meaning(whole, SURE, STATED) for whole in (wide,) if whole in table)
        yield from _parts(wide)
    yield from _by_topic(bare, sector, leads=True)
    yield from _single_words(bare, sector)
    rest = tuple(word for word in words if word not in bare)
    if rest:
        yield from _by_topic(words, sector)
    yield from _single_words(rest, sector)
    single = tuple(one_of(word, _title_word) or word for word in bare)
    if single != bare:
        yield from meanings(single, single, "", sector)
    yield from _slips(bare)


def _title_word(word: str) -> str:
    return word if word in single_words() else ""


def _first_of_two(first: str, words: Words, sector: str) -> Iterator[Meaning]:
    """The first of two topics governs: «budsjett- og analyserådgiver» is of the budget."""
    role = next((role for word in words if (role := role_of(word))), "") if first else ""
    if not role:
        return
    wholes = (first + joint + role for joint in JOINTS)
    yield from (Meaning((whole,), LIKELY) for whole in wholes if whole in single_words())
    yield from _by_topic((first + role,), sector)


def _parts(words: Words) -> Iterator[Meaning]:
    """Known titles of several neighbouring words, and words that make one compound."""
    for length in range(len(words), 1, -1):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            rest = words[:start] + words[start + length :]
            sure = LIKELY if any(is_job(word) for word in rest) else SURE
            if part in title_table():
                yield Meaning(part, sure, STATED)
            if length == 2:
                yield from (Meaning((whole,), sure, STATED) for whole in _compounds(part))


def _compounds(pair: Words) -> Iterator[str]:
    """«arkiv konsulent» and «konsulent arkiv» are «arkivkonsulent»."""
    for first, last in (pair, pair[::-1]):
        wholes = (first + joint + last for joint in JOINTS)
        if last in single_words():
            known = (w for w in wholes if w in single_words() and w not in APART)
            yield from list(known)[:1]


def _single_words(words: Words, sector: str) -> Iterator[Meaning]:
    """One word: leaders first, then what names a job, then what only the service can tell."""
    general, whole, roles = word_list("general"), word_list("whole"), word_list("role")
    found = [(word, head) for word in words if word not in whole and (head := _head(word))]
    for word, head in found:
        if head == LEADER or general.get(head) == LEADER:
            least = STATED if head == word else USUAL
            yield Meaning((head,), SURE if head == word else MUST, least)
            yield Meaning((LEADER,), LIKELY if head == word else MUST, least)
    exact = [head for word, head in found if head == word and head not in general]
    special = [head for head in exact if roles.get(head, "none") == "none"]
    sure = SURE if len(words) == 1 else LIKELY
    yield from (Meaning((head,), sure, KNOWN) for head in special)
    yield from _by_topic(words, sector, leads=False)
    closed = word_list("closed")
    yield from (Meaning((head,), LIKELY, STATED) for head in special if head in closed)
    yield from (Meaning((head,), sure, KNOWN) for head in exact)
    for word, head in found:
        if head != word and head not in general:
            yield Meaning((head,), _trust(head), KNOWN if head in closed else USUAL)
    for word, head in found:
        if head in general:
            alike = (head, sector) in ALIKE
            sure = LIKELY if head == word or alike else MUST
            yield from (Meaning((m,), sure) for m in (head, general[head]) if m)
    yield from (Meaning((word,), LIKELY) for word in words if word in whole)


def _trust(head: str) -> str:
    """How far the last part of a compound that is not in our table says what the whole is.

    Closed words name one occupation whatever stands before them («kreftsykepleier»); a word that
    itself has a topic and a role is narrow enough; «bestyrer» and «maskinist» are of many kinds.
    """
    role = role_of(head)
    return LIKELY if head in word_list("closed") or role not in ("", head) else MUST


def _by_topic(words: Words, sector: str, leads: bool | None = None) -> Iterator[Meaning]:
    found = by_topic(words, sector)
    if found and leads in (None, word_list("role")[found.role] == "leader"):
        least = STATED if found.of_sector else KNOWN
        yield Meaning((found.topic, found.role), LIKELY, least, found.occupation)


def _head(word: str) -> str:
    """The known title that a word is, or ends with: the longest.

    >>> _head("døgnleder"), _head("avlastningsassistent"), _head("blåskjell")
    ('leder', 'avlastningsassistent', '')
    """
    single, general, whole = single_words(), word_list("general"), word_list("whole")
    for start in range(len(word) - LEAST_HEAD + 1):
        end = word[start:]
        if (end in single or general.get(end)) and (start == 0 or end not in whole):
            return end
    return ""


def _slips(words: Sequence[str]) -> Iterator[Meaning]:
    """Long words that differ from a known one by a letter or so, and not in the role."""
    from rapidfuzz import fuzz, process

    for word in words:
        if len(word) >= LEAST_LETTERS:
            found = process.extractOne(
                word, list(single_words()), scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE
            )
            if found is not None and role_of(word) in ("", role_of(str(found[0]))):
                yield Meaning((str(found[0]),), LIKELY)
