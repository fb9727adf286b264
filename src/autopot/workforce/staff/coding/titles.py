"""What a position title means, by its words and the service it is used in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from autopot import catalogue
from autopot.workforce.staff.coding.readings import (
    LIKELY,
    MUST,
    SURE,
    Reading,
    Row,
    Service,
    best_row,
    by_key,
    less_sure,
    table_rows,
)
from autopot.workforce.staff.coding.words import one_of, simple, title_words, word_list

Words = tuple[str, ...]
JOINTS = ("", "s", "e")
"""Letters between the parts of a compound."""

LEAST_HEAD = 4
"""Letters of the shortest word that may be the last part of a compound."""

LEAST_ALIKE, LEAST_LETTERS = 90.0, 8
"""Likeness (0-100) and length from which a word with a slip of the pen is taken for a known one."""

SIBLINGS = (
    *("konsulent", "rådgiver", "medarbeider", "saksbehandler", "koordinator", "veileder"),
    *("ansvarlig", "kontakt", "spesialist", "controller"),
)
"""Ends of titles of those who work with the same thing, the usual ones first."""

LEADER = "leder"


@cache
def title_table() -> dict[Words, list[Row]]:
    """Words of a title -> its meanings, one for each service; official names last."""
    table = catalogue.table("occupations/titles")
    result: dict[Words, list[Row]] = {}
    for (title,), records in by_key(table, "title").items():
        words = simple(title)
        if words:
            result.setdefault(words, []).extend(table_rows(records))
    for column in ("name_nb", "name_en"):
        for code, name in catalogue.occupations()[column].items():
            whole = Row("", (), {str(code): 1.0}, SURE)
            result.setdefault(simple(str(name)), [whole])
    return result


@cache
def _single() -> dict[str, Words]:
    """Words that are a title alone."""
    return {words[0]: words for words in title_table() if len(words) == 1}


@cache
def known_word(word: str) -> str:
    """A word as our table writes it; beginnings end with a full stop, gaps are an ellipsis.

    >>> known_word("sykepleier"), known_word("kommunikasjonsrådg."), known_word("blåskjell")
    ('sykepleier', 'kommunikasjonsrådgiver', '')
    >>> known_word("flyktn…konsulent"), known_word("helgevakt")
    ('flyktningkonsulent', 'helgevakt')
    """
    start, gap, end = word.partition("…")
    if gap:
        both = [t for t in _single() if t.startswith(start) and t.endswith(end) and t != end]
        return min(both, key=lambda title: (len(title), title), default="")
    if not word.endswith("."):
        return word if word in _every_word() or word in word_list("general") else ""
    found = [title for title in _single() if title.startswith(word[:-1])]
    return min(found, key=lambda title: (len(title), title), default="")


@cache
def _every_word() -> frozenset[str]:
    return frozenset(word for words in title_table() for word in words)


def _is_job(word: str) -> bool:
    return word in _single() or word in word_list("general")


@cache
def read_title(title: str, service: Service) -> Reading:
    """What a title means.

    Parameters
    ----------
    title : as it stands in the file.
    service : where the job is.

    Returns
    -------
    Occupations with shares; nothing where no word is known.

    >>> read_title("Ped.leder", Service("kindergarten")).shares
    {'2342': 1.0}
    >>> read_title("Fagarbeider", Service("health_care", "253")).shares
    {'5321': 1.0}
    >>> read_title("Totalansvarlig", Service()).shares
    {}
    """
    words = title_words(title, known_word, _is_job)
    noise = word_list("noise")
    bare = tuple(word for word in words if word not in noise)
    for found, confidence in _meanings(words, bare):
        row = best_row(title_table().get(found, ()), service)
        if row is not None:
            general = len(found) == 1 and found[0] in word_list("general")
            sure = less_sure(row.confidence, confidence)
            values = {"means": " ".join(found)}
            return Reading(row.shares, sure, general, "by_title", values)
    return Reading({}, MUST)


def _meanings(words: Words, bare: Words) -> Iterator[tuple[Words, str]]:
    """Titles of our table that these words may stand for, the best first, with how sure."""
    table = title_table()
    wide = tuple(word_list("general").get(word) or word for word in bare)
    for whole in (words, bare):
        if whole in table:
            yield whole, SURE
    yield from ((part, SURE) for part in _parts(bare))
    if wide != bare:
        yield from ((part, SURE) for part in (wide, *_parts(wide)) if part in table)
    yield from _single_words(bare)
    yield from _single_words(tuple(word for word in words if word not in bare))
    single = tuple(one_of(word, _title_word) or word for word in bare)
    if single != bare:
        yield from _meanings(single, single)
    yield from _slips(bare)


def _title_word(word: str) -> str:
    return word if word in _single() else ""


def _parts(words: Words) -> Iterator[Words]:
    """Known titles of several neighbouring words, and words that make one compound."""
    table = title_table()
    for length in range(len(words), 1, -1):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            if part in table:
                yield part
            if length == 2:
                yield from _compounds(part)


def _compounds(pair: Words) -> Iterator[Words]:
    """«arkiv konsulent» and «konsulent arkiv» are «arkivkonsulent»."""
    for first, last in (pair, pair[::-1]):
        if last not in _single():
            continue
        for joint in JOINTS:
            if (first + joint + last,) in title_table():
                yield (first + joint + last,)
                break


def _single_words(words: Words) -> Iterator[tuple[Words, str]]:
    """One word: leaders first, then what names a job, then what only the service can tell."""
    general, whole = word_list("general"), word_list("whole")
    heads = [(word, _head(word)) for word in words if word not in whole]
    found = [(word, head) for word, head in heads if head]
    leading = [h for _, h in found if h == LEADER or general.get(h) == LEADER]
    exact = [head for word, head in found if head == word and head not in general]
    ends = [head for word, head in found if head != word and head not in general]
    rest = [head for _, head in found if head in general]
    for head in leading:
        yield (head,), SURE if head in words else LIKELY
        yield (LEADER,), LIKELY
    yield from (((head,), SURE if len(words) == 1 else LIKELY) for head in exact)
    yield from (((head,), LIKELY) for head in ends)
    siblings = (sibling for word in words for sibling in _siblings(word))
    yield from ((sibling, LIKELY) for sibling in siblings if sibling[0] not in general)
    yield from ((sibling, LIKELY) for sibling in _topics(words))
    yield from (((head,), LIKELY) for head in rest)
    yield from (((general[head],), LIKELY) for head in rest if general[head])
    yield from (((word,), LIKELY) for word in words if word in whole)


def _siblings(word: str) -> Iterator[Words]:
    """«arkivansvarlig» works with the archive, as «arkivkonsulent» does.

    >>> next(_siblings("arkivansvarlig"))
    ('arkivkonsulent',)
    """
    for end in SIBLINGS:
        stem = word.removesuffix(end)
        if stem not in ("", word) and len(stem) >= 2:
            yield from ((stem + other,) for other in SIBLINGS if stem + other in _single())
            return


def _topics(words: Words) -> Iterator[Words]:
    """«konsulent sentralbord» works with the switchboard, as «sentralbordmedarbeider» does.

    >>> next(_topics(("konsulent", "sentralbord")))
    ('sentralbordmedarbeider',)
    """
    heads = [word for word in words if word.endswith(SIBLINGS)]
    for topic in (word for word in words if heads and word not in heads):
        for joint in JOINTS:
            yield from (
                (topic + joint + end,) for end in SIBLINGS if topic + joint + end in _single()
            )


def _head(word: str) -> str:
    """The known title that a word is, or ends with: the longest.

    >>> _head("døgnleder"), _head("avlastningsassistent"), _head("blåskjell")
    ('leder', 'avlastningsassistent', '')
    """
    single, general, whole = _single(), word_list("general"), word_list("whole")
    for start in range(len(word) - LEAST_HEAD + 1):
        end = word[start:]
        if (end in single or general.get(end)) and (start == 0 or end not in whole):
            return end
    return ""


def _slips(words: Sequence[str]) -> Iterator[tuple[Words, str]]:
    """Long words that differ from a known one by a letter or so."""
    from rapidfuzz import fuzz, process

    for word in words:
        if len(word) >= LEAST_LETTERS:
            found = process.extractOne(
                word, list(_single()), scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE
            )
            if found is not None:
                yield (str(found[0]),), LIKELY
