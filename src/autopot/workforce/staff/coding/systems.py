"""Which code system a column holds: by its codes, the titles beside them, and the services.

A code of four digits may be STYRK-08, STYRK-98, a position of KS or one of the State: 7531 is a
tailor in the first and a case officer in the third. A column is taken for what most of its FTE
agree with: known codes × (agreement with the titles beside, and occupations that exist in that
service, by data/workforce/seeds.csv).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autopot.workforce.staff.coding.at_home import plausible
from autopot.workforce.staff.coding.positions import (
    KS,
    STATE,
    STYRK08,
    STYRK98,
    code_name,
    fits,
    read_code,
)
from autopot.workforce.staff.coding.readings import Service
from autopot.workforce.staff.coding.titles import read_title

YRKESKATALOG, DISCO = "yrkeskatalog", "disco"
FOUR_DIGITS = (STYRK08, STYRK98, KS, STATE)
LEADING = re.compile(r"\s*(\d{4})(?:\.\d{1,2})?(?![\d.])[\s,:;/-]*(.*)", re.DOTALL)
"""A code of four digits, with NAV's suffix of one or two digits, and what stands after it."""

TRAILING = re.compile(r"(?:[(\[]\s{0,2}(\d{4})\s{0,2}[)\]]|[-/:;,]\s{0,2}(\d{4}))$")
"""A code of four digits in brackets or after a sign, at the end of a title."""

LONGER = (
    (re.compile(r"\d{4}[ .]?\d{3}(?!\d).*", re.DOTALL), YRKESKATALOG, 1),
    (re.compile(r"\d{6}(?!\d).*", re.DOTALL), DISCO, 3),
)
"""Form of a longer code, its system, and how many distinct ones make it more than a slip."""

TITLES_WEIGH = 0.6
"""Weight of agreement with titles; the rest is for occupations that the service has."""

LEAD, LEAST_KNOWN, LEAST_AGREE = 0.2, 0.8, 0.6
"""How far another system must lead the expected one, how many codes it must know, and how many of
the titles must agree. Our judgement."""


@dataclass(frozen=True)
class Score:
    """How well a system explains a column, each a share of the FTE, 0-1.

    Parameters
    ----------
    known : of codes that the system has.
    agree : of known codes whose titles agree; None where there are no titles.
    plausible : of known codes whose occupations exist in the service beside them.
    """

    known: float = 0.0
    agree: float | None = None
    plausible: float = 0.0

    @property
    def total(self) -> float:
        """The score, 0-1."""
        if self.agree is None:
            return self.known * self.plausible
        return self.known * (TITLES_WEIGH * self.agree + (1 - TITLES_WEIGH) * self.plausible)


@dataclass(frozen=True)
class Recognised:
    """What a column holds.

    Parameters
    ----------
    system : the code system.
    clear : whether that is certain enough to translate its codes.
    score : how well it explains the column.
    """

    system: str
    clear: bool = True
    score: Score = Score()


@dataclass(frozen=True)
class Coded:
    """A distinct combination in a column of codes.

    Parameters
    ----------
    cell : the code as it stands.
    title : beside it, "" where there is none.
    service : where the job is.
    fte : of all its rows.
    """

    cell: str
    title: str
    service: Service
    fte: float


def leading_code(cell: str) -> tuple[str, str]:
    """The code of four digits a cell begins with, and the words after it.

    >>> leading_code("7174 Sykepleier"), leading_code("2223.01"), leading_code("Lærer 1-7")
    (('7174', 'Sykepleier'), ('2223', ''), ('', 'Lærer 1-7'))
    """
    found = LEADING.fullmatch(cell)
    return (found[1], found[2].strip()) if found else ("", cell.strip())


def code_in_title(title: str) -> tuple[str, str, str]:
    """The code of four digits at either end of a title, its system, and the words beside it.

    A code that no system knows is a number of something else.

    >>> code_in_title("7174 Sykepleier"), code_in_title("Sykepleier (2341)")
    (('7174', 'ks', 'Sykepleier'), ('2341', 'styrk08', 'Sykepleier'))
    >>> code_in_title("Lærer (2024)"), code_in_title("Assistent natt")
    (('', '', 'Lærer (2024)'), ('', '', 'Assistent natt'))
    """
    code, rest = leading_code(title)
    if not code and (found := TRAILING.search(rest)):
        code, rest = found[1] or found[2], rest[: found.start()].strip()
    system = next((name for name in (KS, STYRK08) if code and code_name(code, name)), "")
    return (code, system, rest) if system else ("", "", title.strip())


def recognise(rows: Sequence[Coded], expected: str) -> Recognised:
    """What a column of codes holds.

    Parameters
    ----------
    rows : its distinct combinations.
    expected : what its heading says: styrk08 or ks.

    Returns
    -------
    The expected system, unless another explains the column clearly better.
    """
    stated = [row for row in rows if row.cell.strip()]
    total = sum(row.fte for row in stated)
    if total <= 0:
        return Recognised(expected)
    for pattern, system, least in LONGER:
        found = [row for row in stated if pattern.fullmatch(row.cell.strip())]
        many = len({row.cell for row in found}) >= least
        if many and sum(row.fte for row in found) > total / 2:
            return Recognised(system)
    scores = {system: _score(stated, system, total) for system in FOUR_DIGITS}
    best = max(scores, key=lambda system: (scores[system].total, system == expected))
    leading = scores[best]
    if best == expected or leading.total < scores[expected].total + LEAD:
        return Recognised(expected, True, scores[expected])
    enough = leading.known >= LEAST_KNOWN
    agrees = leading.agree is not None and leading.agree >= LEAST_AGREE
    own_codes = best != STYRK98 and scores[expected].known < 1 - LEAST_KNOWN
    if enough and (agrees or own_codes):
        return Recognised(best, True, leading)
    return Recognised(best if leading.agree is None else expected, False, leading)


def _score(rows: Sequence[Coded], system: str, total: float) -> Score:
    known = titled = agree = likely = 0.0
    for row in rows:
        code, after = leading_code(row.cell)
        if not code or not code_name(code, system):
            continue
        known += row.fte
        title = read_title(row.title or after, row.service)
        reading = read_code(code, system, row.title or after, row.service)
        likely += row.fte * plausible(reading, row.service)
        if title:
            titled += row.fte
            agree += row.fte * fits(code, system, title, reading)
    if not known:
        return Score()
    return Score(known / total, agree / titled if titled else None, likely / known)
