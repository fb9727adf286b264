"""Dates where a code or an amount should be, and the number that Excel shows as a date.

Excel keeps a date as days since 1899-12-31, and believes that 1900 was a leap year: 59 is
28.02.1900, 61 is 01.03.1900. A column of codes that was given the format of a date therefore shows
253 as 09.09.1900 and 1103 as 07.01.1903.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from autopot.workforce.staff.resolving import CodeAnswer, Decide

ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[ T]\d{1,2}:\d\d(?::\d\d)?.*)?")
NORWEGIAN = re.compile(
    r"(?P<d>\d{1,2})(?P<sign>[./-])(?P<m>\d{1,2})(?P=sign)(?P<y>\d{4}|\d\d)(?: \d{1,2}:\d\d.*)?"
)
MONTH = r"(?:jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec)"
NAMED_MONTH = re.compile(rf"\d{{1,2}}[.\- ]{{1,2}}{MONTH}[a-z]*\.?|{MONTH}[a-z]*[.\- ]+\d\d", re.I)
"""How a Norwegian Excel writes what it took for a day or a month: 01.feb, feb.25."""

EPOCH = date(1899, 12, 30)
LEAP_DAY = 60
LARGEST_CODE = 9999
"""A larger serial number is a date of our time, and hides no code."""


@dataclass(frozen=True)
class FoundDate:
    """A date as it stands in a cell.

    Parameters
    ----------
    shown : as Norwegians write it.
    serial : the number under it in Excel; 0 where it hides no code of at most four digits.
    """

    shown: str
    serial: int


def found_date(text: str) -> FoundDate | None:
    """The date that a cell holds, if it holds one and nothing else.

    >>> found_date("1900-09-09"), found_date("07.01.1903").serial
    (FoundDate(shown='09.09.1900', serial=253), 1103)
    >>> [found_date(t) and found_date(t).serial for t in ("28.02.1900", "01.02.2025", "99.99.1900")]
    [59, 0, None]
    """
    found = ISO.fullmatch(text) or NORWEGIAN.fullmatch(text)
    if not found:
        return FoundDate(text, 0) if NAMED_MONTH.fullmatch(text) else None
    year = int(found["y"]) + (1900 if len(found["y"]) == 2 else 0)
    try:
        day = date(year, int(found["m"]), int(found["d"]))
    except ValueError:
        return None
    serial = (day - EPOCH).days
    serial -= serial <= LEAP_DAY
    hidden = serial if 1 <= serial <= LARGEST_CODE else 0
    shown = f"{day:%d.%m.%Y}" if len(found["y"]) == 4 else text
    return FoundDate(shown, hidden)


def no_dates(decide: Decide, digits: int = 0, whole_years: bool = False) -> Decide:
    """A decision that refuses dates, and names the code that each may hide.

    Parameters
    ----------
    decide : what decides everything else.
    digits : a hidden code has at least so many.
    whole_years : take only dates with four digits of the year for dates; codes of units such as
        12.10.03 are none.

    Returns
    -------
    The decision.
    """

    def decided(value: str) -> CodeAnswer:
        found = found_date(value)
        if found is None or (whole_years and not re.search(r"\d{4}", value)):
            return decide(value)
        values = {"date": found.shown, "code": str(found.serial).zfill(digits)}
        return CodeAnswer("", "date_for_code" if found.serial else "date_not_code", values=values)

    return decided
