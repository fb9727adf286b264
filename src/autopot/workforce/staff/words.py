"""What a heading means, however it is written."""

from __future__ import annotations

import re
from functools import cache

from autopot import catalogue

PERSONAL = "personal"
BEFORE = r"^(?:summerav|sumav|sumof|summen?av|antallav|gjennomsnittav|countof)"
"""What a pivot table puts before the heading of its column."""

AFTER = r"(?:pr|per|i|for|fra|år|kl)?(?:\d{1,2}(?:[a-zæøå]{3,9})?)?(?:\d{1,2})?20\d\d$|\d{8}$"
"""A year or a date after a heading: Årsverk 2024, Årsverk pr 01.10.2025."""

MONTH = (
    r"(?:pr|per|i|for)?(?:jan(?:uar)?|feb(?:ruar)?|mars?|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|"
    r"sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|des(?:ember)?|[1-4]kv(?:artal)?|kv(?:artal)?[1-4])$"
)
"""A month or a quarter after a heading: Årsverk januar."""

OPTIONAL = r"^(?:sum|antall|avtalte?|avtalt|totalt?|total|beregna|beregnede?)(?=.{4})"
"""Words before a heading that do not change what it means."""


NAME_OF = {
    "unit": ("unit_name", 2),
    "unit_name": ("unit_name", 2),
    "sector": ("sector", 1),
    "position_code": ("title", 3),
    "title": ("title", 1),
    "occupation": ("title", 3),
}
"""What the name beside a code is: "Koststed (T)" is the name of Koststed; and its rank."""

LIKE_AMOUNTS = (
    ("percent", re.compile(r"(?:prosent|pros|prst|pst|pct)$")),
    ("fte", re.compile(r"^årsv|årsverk|årsv$")),
)
"""What the heading of an amount looks like, whatever else stands in it: Ans.%, Årsv. fast."""

NO_AMOUNT = re.compile(
    r"fravær|syk|lønn|tillegg|økning|permisjon|andel|sparing|pris|kostn|budsjett|endring|avvik|"
    r"kvinne|menn|vakan|uføre|afp|pensjon|skatt|kr$|per|mål"
)
"""Words of amounts of something else."""

LAST = 9
"""Rank of a heading that is only like one of an amount."""

NAMED = r"(?:t|tekst|txt|navn|namn|benevnelse|betegnelse)$"


def plain(word: str) -> str:
    """A heading without case, spaces and signs; per cent signs become a word.

    >>> plain(" Stillings-% "), plain("Yrkeskode (STYRK-08)")
    ('stillingsprosent', 'yrkeskodestyrk08')
    """
    return re.sub(r"[\W_]+", "", word.casefold().replace("%", "prosent"))


@cache
def known_words() -> dict[str, tuple[str, int]]:
    """Every known heading, without case and signs -> our column, and its rank among several."""
    table = catalogue.table("workforce/headings")
    words = {str(r.word): (str(r.column), int(r.rank)) for r in table.itertuples()}
    own = catalogue.table("workforce/staff_columns")
    for r in own.itertuples():
        for word in (r.column, r.heading_nb, r.heading_en):
            words.setdefault(plain(str(word)), (str(r.column), 1))
    return words


@cache
def meaning(word: str) -> tuple[str, int]:
    """Our column of a heading, and its rank; ("", 0) where it is not known.

    Parameters
    ----------
    word : without case and signs.

    >>> [meaning(plain(w))[0] for w in ("Årsverk 2024", "Summer av Årsverk", "Avtalte årsverk")]
    ['fte', 'fte', 'fte']
    >>> [meaning(plain(w))[0] for w in ("Koststed (T)", "Stilling (T)", "Sektortekst")]
    ['unit_name', 'title', 'sector']
    >>> [meaning(plain(w))[0] for w in ("Ans.%", "Årsv. i alt", "Sykefravær %", "Årsverk vakant")]
    ['percent', 'fte', '', '']
    >>> meaning(plain("Årsverk pr 01.10.2025"))[0], meaning(plain("Årslønn"))[0]
    ('fte', '')
    """
    words = known_words()
    for tried in _forms(word):
        if tried in words:
            column, rank = words[tried]
            return column, rank + (tried != word) * 3
    for column, pattern in LIKE_AMOUNTS:
        if pattern.search(word) and not NO_AMOUNT.search(word):
            return column, LAST
    code = re.sub(NAMED, "", word)
    return NAME_OF.get(words.get(code, ("", 0))[0], ("", 0)) if code != word else ("", 0)


def _forms(word: str) -> list[str]:
    """The word as it stands, then without what may stand around it."""
    forms = [word]
    for pattern in (BEFORE, AFTER, MONTH, OPTIONAL):
        forms += [cut for form in list(forms) if (cut := re.sub(pattern, "", form)) not in forms]
    return [form for form in forms if form]
