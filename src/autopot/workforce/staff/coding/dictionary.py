"""The table of titles by their words, and the words it knows."""

from __future__ import annotations

from functools import cache

from autopot import catalogue
from autopot.workforce.staff.coding.readings import SURE, Row, by_key, table_rows
from autopot.workforce.staff.coding.words import simple
from autopot.workforce.staff.word_lists import word_list

Words = tuple[str, ...]


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
def single_words() -> dict[str, Words]:
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
        both = [t for t in single_words() if t.startswith(start) and t.endswith(end) and t != end]
        return min(both, key=lambda title: (len(title), title), default="")
    if not word.endswith("."):
        return word if word in _every_word() or word in word_list("general") else ""
    found = [title for title in single_words() if title.startswith(word[:-1])]
    return min(found, key=lambda title: (len(title), title), default="")


@cache
def _every_word() -> frozenset[str]:
    return frozenset(word for words in title_table() for word in words)


def is_job(word: str) -> bool:
    """Whether a word alone is a title, or one that only the service can tell."""
    return word in single_words() or word in word_list("general")
