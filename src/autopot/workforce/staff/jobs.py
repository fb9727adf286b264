"""Occupations by STYRK-08 code, older code with its correspondence, or official name.

The code a row gets is one occupation ("2223") or several that its FTE is spread over ("2221|2223").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from autopot import catalogue
from autopot.workforce.staff.resolving import CodeAnswer, Decide
from autopot.workforce.staff.suggestions import suggest
from autopot.workforce.staff.words import plain

SEVERAL = "|"
SHARE = "="
"""Between an occupation and its share, where the shares are known: "5311=0.4|5312=0.6"."""

NOT_STATED = ("0000", "9999", "uoppgitt", "ukjent", "unknown")
"""What stands where nobody knows the occupation."""

MISSING = "?"
"""Code of a row whose occupation is not known."""


def occupation_decider(
    correspondence: Mapping[str, Sequence[str]], codes: str, short_codes: str
) -> Decide:
    """A function from what stands in the occupation column to an occupation.

    Parameters
    ----------
    correspondence : older code -> occupations, of four or seven digits.
    codes : name of the file it is from.
    short_codes : spread or refuse groups of three digits.

    Returns
    -------
    The function.
    """
    known = sorted(catalogue.occupations().index)
    by_name = title_decider()

    def decide(value: str) -> CodeAnswer:
        if value.casefold() in NOT_STATED:
            return CodeAnswer(MISSING)
        digits = _digits(value)
        if digits is None and re.match(r"\d+\b", value):
            return CodeAnswer("", "long_code", allowed=_nearest_codes(value[:4], known))
        if digits is None:
            return by_name(value)
        if digits in correspondence:
            return _corresponding(correspondence[digits], codes)
        if len(digits) == 7:
            kind = "not_in_correspondence" if correspondence else "seven_digits"
            return CodeAnswer("", kind, values={"codes": codes})
        return _current(digits, known, short_codes)

    return decide


def _corresponding(targets: Sequence[str], codes: str) -> CodeAnswer:
    values = {"targets": ", ".join(sorted(targets)), "codes": codes}
    return CodeAnswer(SEVERAL.join(sorted(targets)), "by_correspondence", values=values)


def _current(digits: str, known: Sequence[str], short_codes: str) -> CodeAnswer:
    if digits in known:
        return CodeAnswer(digits)
    if len(digits) < 4:
        return _short(digits, known, short_codes)
    return CodeAnswer("", "unknown_occupation", allowed=_nearest_codes(digits, known))


def _nearest_codes(digits: str, known: Sequence[str]) -> tuple[str, ...]:
    """Codes of the same group first, then those near in number, each with its name."""
    names = catalogue.occupations()["name_nb"]
    alike = {code: next(n for n in (3, 2, 1, 0) if code[:n] == digits[:n]) for code in known}
    order = sorted(known, key=lambda code: (-alike[code], abs(int(code) - int(digits))))
    return tuple(f"{code} {names[code]}" for code in order[:3])


def title_decider() -> Decide:
    """A function from a position title to an occupation: official names only."""
    names = _official_names()

    def decide(value: str) -> CodeAnswer:
        code = names.get(plain(value), "")
        if code:
            return CodeAnswer(code, "name_is_code", values={"code": code})
        return CodeAnswer("", "unknown_title", allowed=suggest(value))

    return decide


def share_text(shares: Mapping[str, float]) -> str:
    """Occupations with shares as one code.

    >>> share_text({"2223": 1.0}), share_text({"5312": 0.6, "5311": 0.4})
    ('2223', '5311=0.4|5312=0.6')
    """
    if len(shares) == 1:
        return next(iter(shares))
    return SEVERAL.join(f"{code}{SHARE}{shares[code]:g}" for code in sorted(shares))


def shares_of(code: str) -> dict[str, float]:
    """Occupation -> share of such a code; empty where the shares are not stated.

    >>> shares_of("5311=0.4|5312=0.6"), shares_of("5311|5312")
    ({'5311': 0.4, '5312': 0.6}, {})
    """
    parts = [part.partition(SHARE) for part in code.split(SEVERAL)]
    return {name: float(share) for name, _, share in parts if share}


def _digits(value: str) -> str | None:
    """The code at the start of a cell: four digits, seven with or without a sign between, or less.

    >>> [_digits(v) for v in ("2223 Sykepleiere", "3231.123", "3231123", "411", "Lærer")]
    ['2223', '3231123', '3231123', '411', None]
    """
    seven = re.match(r"(\d{4})[ .]?(\d{3})(?!\d)", value)
    if seven:
        return seven[1] + seven[2]
    short = re.match(r"(\d{1,4})(?!\d)", value)
    return short[1] if short else None


def _official_names() -> dict[str, str]:
    table = catalogue.occupations()
    result: dict[str, str] = {}
    for column in ("name_en", "name_nb"):
        result.update({plain(str(name)): str(code) for code, name in table[column].items()})
    return result


def _short(digits: str, known: Sequence[str], short_codes: str) -> CodeAnswer:
    group = [code for code in known if code.startswith(digits)]
    if len(digits) == 3 and group and short_codes == "spread":
        targets = ", ".join(group)
        kind = "group_spread" if len(group) > 1 else "group_of_one"
        return CodeAnswer(SEVERAL.join(group), kind, values={"targets": targets})
    padded = digits.zfill(4)
    near = tuple(group[:5]) or _nearest_codes(padded if padded in known else digits, known)
    kind = "lost_zero_occupation" if padded in known and not group else "short_code"
    return CodeAnswer("", kind, allowed=near, values={"padded": padded})
