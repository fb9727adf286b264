"""Data about persons inside any text: found by what it looks like, and hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from autopot import catalogue
from autopot.workforce.staff.personal import HIDDEN, birth_numbers
from autopot.workforce.staff.resolving import Decide
from autopot.workforce.staff.services import place_decider, sector_words
from autopot.workforce.staff.words import plain

MAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)*")
ELEVEN = re.compile(r"(?<!\d)(?<!\d[.,])\d(?:[ \u00a0\u202f.\-/]?\d){10}(?!\d)")
"""Birth, D and account numbers, and any other eleven digits, however they are divided."""

TEN = re.compile(r"(?<!\d)(?<!\d[.,])\d{10}(?!\d)")
"""A birth number whose leading zero is lost; hidden where its control digits are right."""

ABROAD = re.compile(r"(?<!\w)(?:\+|00)\d{1,3}[ \u00a0]?\d(?:[ \u00a0]?\d){6,10}(?!\d)")
PHONE = re.compile(
    r"(?<![\d.,])(?:[2-9]\d(?:[ \u00a0]\d\d){3}|[489]\d\d[ \u00a0]\d\d[ \u00a0]\d{3}|[2-9]\d{7})"
    r"(?![\d%]|[.,]\d)"
)
DATED = re.compile(r"20\d\d(0[1-9]|1[0-2])[0-3]\d|[0-3]\d(0[1-9]|1[0-2])20\d\d")
"""Eight digits that are a date and no telephone."""

YEAR = r"(?:19[4-9]\d|200\d|201[01])"
BORN = re.compile(
    rf"(?<!\d)(?:[0-3]?\d[./-][01]?\d[./-]{YEAR}|{YEAR}-[01]\d-[0-3]\d)(?: 00:00(?::00)?)?(?!\d)"
)
"""A date on which someone may be born who works now: 1940 to 2011."""

BORN_SHORT = re.compile(
    rf"(?i)\b(?:f\.|fødd?t?|født)\s*:?\s*(?:[0-3]?\d[./-][01]?\d[./-]\d\d|{YEAR})(?!\d)"
)

STAFF_NUMBER = re.compile(
    r"(?i)\b(?:ansatt|ans|ressurs|res|arb|arbeidstaker|person|medarbeider|lønns)s?[. -]{0,2}"
    r"(?:nr|nummer|id)\b[.:]?\s{0,2}\d{3,}"
)
"""The number of an employee, by the word in front of it."""

NAMED_PHONE = re.compile(
    r"(?i)\b(?:(?:tlf|telefon|mob|mobil)\b[.:]{0,2}|m\.)\s{0,2}\d(?:[ .-]?\d){7}(?!\d)"
)
"""A telephone number with other signs between its digits than spaces, by the word in front."""

LOWER = re.compile(r"[a-zæøåäöüé]+(?:['’-][a-zæøåäöüé]+)*")
ALSO_WORDS = {
    *("ane", "ask", "bo", "dag", "diana", "frank", "gard", "georg", "hans", "hauk", "helge", "jan"),
    *("kay", "kim", "line", "liv", "lone", "lotte", "mads", "magnus", "mark", "mats", "may"),
    *("merete", "odd", "per", "sander", "sara", "siri", "sol", "stein", "tom", "tone", "tora"),
    *("tore", "trine", "vera", "vivian"),
}
"""Given names that are ordinary words, or nearly so, where they are written in small letters."""

WORD = r"[A-ZÆØÅÄÖÜÉ][\w'’.]{0,40}(?:-[A-ZÆØÅÄÖÜÉ]\w{1,40}){0,3}"
NAME = re.compile(
    rf"(?<!\w){WORD}(?:[ \u00a0]{WORD}){{0,4}}(?:, ?{WORD}(?:[ \u00a0]{WORD}){{0,2}})?"
)
"""Words that may be a name: capitals, with at most one comma."""

CANDIDATE = re.compile(
    r"@|\d(?:\W?\d){7}|(?i:nr|id|nummer)\b[.:]?\s{0,2}\d{3}|[a-zæøå]{3} [a-zæøå]{3}|"
    r"(?<!\w)[A-ZÆØÅÄÖÜÉ][\w'’.-]{0,160},?[ \u00a0][A-ZÆØÅÄÖÜÉ]|(?i:\bf[.ø])"
)
"""What a text must hold for any of these to be found in it."""

LABEL = re.compile(
    r"(?i)[\s,;:(\[-]*(?:\b(?:fnr|f\.?nr|fødselsnr|fødselsnummer|født|fødd|pnr|tlf|mob|mobil|telefon|"
    r"epost|e-post|mail|konto|kontonr|v/|navn|d-nr))?[.:]*\s*" + re.escape(HIDDEN) + r"[)\]]?"
)
"""The hidden part with what introduces it."""


@lru_cache(maxsize=200_000)
def hidden(text: str, code: bool = False) -> str:
    """A text with every part that looks personal replaced by a mark.

    Parameters
    ----------
    text : any.
    code : whether eight digits at its start are a code, as those of a unit.

    >>> hidden("Sykmeldt, fnr 01017000027"), hidden("Lærer (Kari Nordmann)"), hidden("Vik skole")
    ('Sykmeldt, fnr ▒▒▒', 'Lærer (▒▒▒)', 'Vik skole')
    >>> hidden("20110000", code=True), hidden("Moen, Maria"), hidden("Roald Amundsen skole")
    ('20110000', '▒▒▒', 'Roald Amundsen skole')
    """
    if not CANDIDATE.search(text):
        return text
    for pattern in (MAIL, ELEVEN, ABROAD, STAFF_NUMBER, NAMED_PHONE):
        text = pattern.sub(HIDDEN, text)
    text = TEN.sub(_if_birth_number, text)
    start = r"\d{8}\b" if code else r"(?!)"
    text = PHONE.sub(
        lambda m: m[0] if DATED.fullmatch(m[0]) or _at_start(m, start) else HIDDEN, text
    )
    text = BORN_SHORT.sub(HIDDEN, BORN.sub(HIDDEN, text))
    return _without_lower(NAME.sub(_without_name, text))


def without_hidden(text: str) -> str:
    """What is left of a text when the hidden parts and what introduces them are taken out.

    >>> without_hidden("Lærer, fnr ▒▒▒"), without_hidden("Lærer (▒▒▒)"), without_hidden("▒▒▒")
    ('Lærer', 'Lærer', '▒▒▒')
    """
    left = re.sub(r"^[\s,;:\-–/()]+|[\s,;:\-–/(]+$", "", LABEL.sub(" ", text)).strip()
    return re.sub(r"\s{2,}", " ", left) if re.search(r"\w", left) else HIDDEN


def name_like(texts: Iterable[str]) -> NDArray[np.bool_]:
    """Which texts look like a person's name by their form alone: two to four capitalised words.

    Words that name a position, a service or a place make it no name.

    Parameters
    ----------
    texts : n whole cells.

    Returns
    -------
    (n,) true where it does.

    >>> name_like(["Testine Oppdiktus", "Moen, Maria", "Spesialsykepleier Natt", "Lærer"]).tolist()
    [True, True, False, False]
    """
    return np.array([_name_like(text) for text in texts], dtype=bool)


def _name_like(text: str) -> bool:
    words = re.findall(r"[^\s,]+", text)
    shaped = 2 <= len(words) <= 4 and all(re.fullmatch(WORD, word) for word in words)
    return shaped and not re.search(r"\d", text) and not any(is_ordinary(word) for word in words)


def _at_start(match: re.Match[str], pattern: str) -> bool:
    return match.start() == 0 and re.match(pattern, match.string) is not None


def _if_birth_number(match: re.Match[str]) -> str:
    return HIDDEN if birth_numbers(np.array([match[0]], dtype=object))[0] else match[0]


def _without_name(match: re.Match[str]) -> str:
    """The words with a name in them hidden; the words of a unit named after someone stand."""
    after = re.match(r"[ \u00a0]+([^\W\d_]+)", match.string[match.end() :])
    if after and is_place(after[1]):
        return match[0]
    surname, comma, rest = match[0].partition(",")
    words = surname.split()
    if comma and is_given(rest.split()[0]):
        ordinary = [word for word in words if is_ordinary(word)]
        kept = " ".join(ordinary)
        if not ordinary or len(ordinary) < len(words):
            return f"{kept} {HIDDEN}".strip()
    first = next((n for n, word in enumerate(words[:-1]) if is_given(word)), len(words))
    ends = (n for n in range(first + 1, len(words)) if is_ordinary(words[n]))
    end = next(ends, len(words))
    if end <= first + 1 or any(is_place(word) for word in words if plain(word) not in OF_STAFF):
        if comma:
            tail = NAME.sub(_without_name, rest.strip())
            return f"{surname}, {tail}" if tail != rest.strip() else match[0]
        return match[0]
    return " ".join([*words[:first], HIDDEN, *words[end:]]) + comma + rest


def _without_lower(text: str) -> str:
    """The text without names in small letters: a given name, and words after it that are no others.

    >>> _without_lower("sykepleier kari hansen"), _without_lower("per time")
    ('sykepleier ▒▒▒', 'per time')
    """
    words = list(LOWER.finditer(text))
    names = _given_names() - ALSO_WORDS
    for number, word in enumerate(words[:-1]):
        sure = not names.isdisjoint(word[0].split("-"))
        if not sure and not (word[0] in ALSO_WORDS and words[number + 1][0].endswith("sen")):
            continue
        end, place = word.end(), False
        for after in words[number + 1 :]:
            place = is_place(after[0])
            if after.start() != end + 1 or text[end] != " " or is_ordinary(after[0]):
                break
            end = after.end()
        if end > word.end() and not place:
            return f"{text[: word.start()]}{HIDDEN}{_without_lower(text[end:])}"
    return text


def is_given(word: str) -> bool:
    """Whether a word, or a part of it between hyphens, is a given name."""
    return any(part in _given_names() for part in re.split(r"[-.]", word.casefold()))


def is_ordinary(word: str) -> bool:
    """Whether a word is one of positions, services, places or the calendar."""
    return plain(word) in _ordinary_words() or is_place(word)


@lru_cache(maxsize=50_000)
def is_place(word: str) -> bool:
    """Whether a word is one of those that units are called, as a school."""
    return bool(_places()(word).code) or word.casefold() in STREETS


STREETS = {
    *("gate", "gata", "vei", "veien", "veg", "vegen", "plass", "hus", "senter", "minne", "torg"),
    *("vgs", "bhg", "dps", "bo", "boliger"),
}
"""What a place that is named after a person may be called beside the words of units."""

OF_STAFF = {"lønn", "lønninger", "lønnskjøring", "bemanning", "personal", "personell", "hr"}
"""What a list of staff is called: words of services after which a name is a person's."""

CALENDAR = (
    "januar februar mars april mai juni juli august september oktober november desember natt dag "
    "kveld helg nord sør øst vest kommune enhet avdeling team gruppe sone årsverk sum totalt"
)


@cache
def _places() -> Decide:
    return place_decider()


@cache
def _given_names() -> frozenset[str]:
    return frozenset(catalogue.table("workforce/given_names")["name"])


@cache
def _ordinary_words() -> frozenset[str]:
    """Words that stand in titles, in names of occupations and services, and in headings."""
    texts = [
        *catalogue.table("occupations/titles")["title"],
        *catalogue.occupations()["name_nb"],
        *catalogue.occupations()["name_en"],
        *sector_words(),
        *catalogue.table("workforce/headings")["word"],
        *CALENDAR.split(),
    ]
    words = {plain(word) for text in texts for word in re.split(r"[\s,/()-]+", str(text))}
    return frozenset(words - _given_names() - {""})
