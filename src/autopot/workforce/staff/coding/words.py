"""A position title as words: abbreviations written out, nynorsk as bokmål, signs taken away."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from autopot.workforce.staff.word_lists import LONGEST, in_bokmaal, word_list

CARERS = ("pleier", "lærer", "pedagog", "terapeut")
"""Ends of jobs whose assistants are others than they."""

SHORT_ENDS = ("ass", "ing", "arb", "spl")
"""Abbreviations of three letters that may end a word: Støtteass., Prosessing., Ungdomsarb"""

SHORT_TITLES = ("fysio", "ergo")
"""Abbreviations that stand alone as titles, without a full stop."""

LORRY = r"\b(?:kl\.?|klasse|sert\.?|sertifikat)\s*ce?\b"
"""The class of a driving licence for lorries."""

WITH = (
    (LORRY, " lastebil "),
    (r"\bm\s*/\s*", " med "),
    (r"\bu\s*/\s*", " uten "),
    (r"\bv\s*/\s*", " "),
)
KEPT_NUMBERS = ("110",)
"""Numbers that mean something in a title; all others are percentages, steps and counts."""

SPACED = r"(?<=[^\W\d_])\.\s+(?=[^\W\d_])"
"""A full stop and a space between two parts of one word: "Flyktn. konsulent"."""

LEAST_PREFIX, LEAST_CUT = 4, 7
"""Letters before a full stop from which an unknown abbreviation is looked up by its beginning; and
of a title of one word that a system has cut off without one."""

PLURALS = (
    *(("mestre", "mester"), ("mødre", "mor"), ("søstre", "søster"), ("menn", "mann")),
    *(("ere", "er"), ("erer", "er"), ("er", ""), ("er", "e"), ("ar", ""), ("e", "")),
)
"""Ends of words that stand for several, as pivots and cross tables write titles, and of one."""

LEAST_PLURAL = 8
"""Letters from which a word in -ere or -erer is taken for several of an unknown compound in -er."""

ENDS = ("vikar", "lærling")
"""Ends that say on what terms somebody works, not as what."""

MOST_WORDS = 30
"""Words of a title that are read; the rest is text of another kind."""

LEAST_END = 3
"""Letters of the shortest abbreviation that may end a word without a full stop."""


def simple(text: str) -> tuple[str, ...]:
    """The words of a title of our own table.

    >>> simple("Barne- og ungdomsarbeider"), simple("HR-rådgiver")
    (('barne', 'ungdomsarbeider'), ('hrrådgiver',))
    """
    return tuple(word for word in _pieces(text) if _kept(word))


def title_words(
    text: str, known: Callable[[str], str], is_job: Callable[[str], bool] = bool
) -> tuple[str, ...]:
    """The words of a title as a municipality writes it.

    Parameters
    ----------
    text : the title.
    known : a word, or its beginning and a full stop -> the same word as our table writes it; empty
        where the table has none.
    is_job : whether a word is a job by itself. What stands before it with a full stop is then
        written out only where it is a known abbreviation.

    Returns
    -------
    Words in lower case, abbreviations written out, in bokmål, without numbers and stop words. An
    abbreviation that is not known is looked up by its beginning only where no word names a job.

    >>> title_words("Spes.sykepl. 75%", lambda word: "")
    ('spesialsykepleier',)
    >>> title_words("Adj. m/till.utd", lambda word: "")
    ('adjunkt', 'med', 'tilleggsutdanning')
    >>> title_words("Sjukepleiar", lambda word: "sykepleier" if word == "sykepleier" else "")
    ('sykepleier',)
    """
    pieces = _pieces(re.sub(SPACED, ".", text), stops=True)
    one = len(pieces) == 1
    lone = one and "." not in pieces[0][:-1]

    def exactly(word: str) -> str:
        return "" if word.endswith(".") else known(word)

    for lookup in (known,) if lone else (exactly, known):
        found = [word for p in pieces for word in _written_out(p, lookup, is_job, alone=one)]
        words = tuple(_without_end(_in_bokmaal(w, known), known) for w in found if _kept(w))
        if any(is_job(word) for word in words):
            break
    return words


def first_of_two(text: str) -> str:
    """The first of two topics that share a role; empty where there is one.

    >>> first_of_two("Lønns- og personalkonsulent"), first_of_two("HR-rådgiver og prosjektleder")
    ('lønns', '')
    """
    found = re.search(r"\b((?:psykisk\s)?\w{2,40})-\s*(?:og|/|&|eller)\s*\w{5,}", text.casefold())
    return found[1].replace(" ", "") if found else ""


def _without_end(word: str, known: Callable[[str], str]) -> str:
    """What a substitute or an apprentice stands in for or learns: «lærervikar», «kokkelærling».

    >>> _without_end("lærervikar", lambda word: word if word == "lærer" else "")
    'lærer'
    """
    if known(word):
        return word
    ends = (end for end in ENDS if word.endswith(end))
    starts = (
        word.removesuffix(end).removesuffix(joint) for end in ends for joint in ("", "s", "e")
    )
    return next((start for start in starts if known(start)), word)


def _pieces(text: str, stops: bool = False) -> list[str]:
    """Words; hyphens inside a word are dropped, full stops kept where asked for."""
    text = text.casefold().replace("\u00a0", " ")
    for pattern, written in WITH:
        text = re.sub(pattern, written, text)
    text = re.sub(r"\b1\.\s*(?=[a-zæøå])", "første", text)
    text = text.replace(".-", ".")
    text = re.sub(r"(?<=\w)[-\u2010\u2011](?=\w)", "", text)
    pattern = r"[^\W_]+(?:\.[^\W_]+)*\.?" if stops else r"[^\W_]+"
    return [piece for piece in re.findall(pattern, text) if len(piece) <= LONGEST][:MOST_WORDS]


def _kept(word: str) -> bool:
    if word.isdigit():
        return word in KEPT_NUMBERS
    return word not in word_list("stop") and len(word) > 1


def _written_out(
    piece: str, known: Callable[[str], str], is_job: Callable[[str], bool], alone: bool
) -> list[str]:
    """One piece, which may hold full stops, as whole words."""
    short = word_list("abbreviation")
    together = piece.replace(".", "")
    if together in short and (piece.endswith(".") or not known(together)):
        return _joined([short[together]])
    parts = _abbreviations([part for part in piece.split(".") if part])
    if len(parts) == 1 and not piece.endswith("."):
        return _joined([_uncut(piece, known, alone)])
    if len(parts) > 1 and (whole := _compound(parts, piece.endswith("."), known)):
        return [whole]
    stops = [True] * (len(parts) - 1) + [piece.endswith(".")]
    whole_words = [_long(part, stop, known) for part, stop in zip(parts, stops, strict=True)]
    if len(parts) > 1 and is_job(whole_words[-1]):
        plain = [part not in short and not _ends(part) for part in parts[:-1]]
        whole_words[:-1] = [
            part if bare else word
            for part, word, bare in zip(parts[:-1], whole_words[:-1], plain, strict=True)
        ]
    return _joined(whole_words)


def _abbreviations(parts: list[str]) -> list[str]:
    """Parts that together are one abbreviation: ped.psyk.rådgiver is pedpsyk and rådgiver."""
    for length in range(len(parts) - 1, 1, -1):
        if "".join(parts[:length]) in word_list("abbreviation"):
            return ["".join(parts[:length]), *parts[length:]]
    return parts


def _compound(parts: list[str], stop: bool, known: Callable[[str], str]) -> str:
    """«flyktn.konsulent» is «flyktningkonsulent»; «hj.pl.ass.» is the assistant of a nurse."""
    short = word_list("abbreviation")
    end = short.get(parts[-1], parts[-1])
    if stop and parts[-1] not in short:
        end = known(end + ".") or end
    before = parts[0] if len(parts) == 2 else ""
    if len(before) >= 3 and (found := known(f"{before}…{end}")):
        return found
    start = "".join(short.get(part, part).rstrip("-") for part in parts[:-1])
    carers = known(start) and start.endswith(CARERS)
    return start + end if carers and end == "assistent" else ""


def _uncut(word: str, known: Callable[[str], str], alone: bool) -> str:
    """A word without a full stop, where it is an abbreviation all the same."""
    short = word_list("abbreviation")
    if word in SHORT_TITLES:
        return short[word]
    if known(word) or known(_in_bokmaal(word, known)):
        return word
    long_enough = (e for e in short if len(e) > LEAST_END or e in SHORT_ENDS)
    ends = [e for e in long_enough if word.endswith(e) and len(word) > len(e)]
    for end in sorted(ends, key=len, reverse=True):
        if found := known(word.removesuffix(end) + short[end]):
            return found
    return (alone and len(word) >= LEAST_CUT and known(word + ".")) or word


def _long(part: str, stop: bool, known: Callable[[str], str]) -> str:
    short = word_list("abbreviation")
    if part in short:
        return short[part]
    if stop and len(part) >= LEAST_PREFIX and known(part + "."):
        return known(part + ".")
    end = _ends(part, known) if stop else ""
    return part.removesuffix(end) + short[end] if end else part


def _ends(part: str, known: Callable[[str], str] = str) -> str:
    """The longest abbreviation that a part ends with, those first that make a known word."""
    short = word_list("abbreviation")
    ends = [
        end for end in short if part.endswith(end) and (len(end) > LEAST_END or end in SHORT_ENDS)
    ]
    return max(
        ends,
        key=lambda end: (bool(known(part.removesuffix(end) + short[end])), len(end)),
        default="",
    )


def _joined(parts: list[str]) -> list[str]:
    """Parts as words; a part that ends with a hyphen is the beginning of the next."""
    words: list[str] = []
    start = ""
    for number, part in enumerate(parts):
        if part.endswith("-") and number + 1 < len(parts):
            start += part[:-1]
            continue
        words += [*(start + part.rstrip("-")).split()]
        start = ""
    return words


@cache
def _in_bokmaal(word: str, known: Callable[[str], str]) -> str:
    """A word of nynorsk in bokmål; words that our table has stay as they are."""
    if known(word):
        return known(word)
    if word.endswith("vikar"):
        return word
    changed = in_bokmaal(word)
    if changed.endswith("ar") and not known(changed):
        changed = changed[:-2] + "er"
    forms = (known(changed), one_of(changed, known), one_of(word, known))
    return next((form for form in forms if form), known(word.replace("vei", "veg")) or changed)


def one_of(word: str, known: Callable[[str], str]) -> str:
    """One of what a word says there are several of; empty where it does not.

    Parameters
    ----------
    word : in lower case, of bokmål.
    known : as for `title_words`.

    >>> one_of("assistenter", lambda word: word if word == "assistent" else "")
    'assistent'
    >>> one_of("nattsykepleiere", lambda word: ""), one_of("høyere", lambda word: "")
    ('nattsykepleier', '')
    """
    for end, one in PLURALS:
        if word.endswith(end) and (found := known(word.removesuffix(end) + one)):
            return found
    if len(word) >= LEAST_PLURAL and word.endswith(("ere", "erer")):
        return word[: -1 if word.endswith("ere") else -2]
    return ""
