"""What is typed in a field, and what a plan file holds: text and numbers, both ways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from autopot.messages import shown
from autopot.messages.numbers import localised

MOST_TEXT = 2_000
"""Characters of one field that are kept."""

NUMBER = re.compile(r"[-+]?\d{1,15}([.,]\d{1,12})?")
UNCLEAR = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
"""1.500 may be fifteen hundred, or one and a half: whoever typed it must say."""

GROUPED = re.compile(r"[-+]?\d{1,3}([.,'])\d{3}(\1\d{3})+")
"""1.500.000 and 1,500,000 are clear."""

TEXT, YEAR, NUMBER_KIND, AMOUNT, PERCENT = "text", "year", "number", "amount", "percent"


def typed(text: str, kind: str) -> Any:
    """What a field holds, as a plan file has it; what is no number stays as it was typed.

    Parameters
    ----------
    text : as it was typed.
    kind : text, year, number, amount (of money or hours) or percent.

    >>> typed("3 000 000", "amount"), typed("2,5", "number"), typed("80", "percent")
    (3000000, 2.5, 0.8)
    >>> typed("1.500", "amount"), typed("1.500.000", "amount"), typed("mye", "amount")
    ('1.500', 1500000, 'mye')
    """
    cleaned = text.strip()[:MOST_TEXT]
    if not cleaned:
        return None
    if kind == TEXT:
        return cleaned
    number = re.sub(r"\s", "", cleaned).replace("\u2212", "-")
    if kind == PERCENT:
        number = number.rstrip("%")
    if GROUPED.fullmatch(number):
        number = re.sub(r"[.,']", "", number)
    if not NUMBER.fullmatch(number) or (kind == AMOUNT and UNCLEAR.fullmatch(number)):
        return cleaned
    value = float(number.replace(",", "."))
    if kind == PERCENT:
        return round(value / 100, 12)
    return int(value) if value.is_integer() else value


def as_typed(value: Any, kind: str) -> str:
    """What stands in a field: the reverse of `typed`.

    Parameters
    ----------
    value : as a plan file has it.
    kind : as for `typed`.
    """
    if value is None or isinstance(value, dict | list | bool):
        return ""
    if isinstance(value, str) or kind == TEXT:
        return shown(str(value))
    number = value * 100 if kind == PERCENT else value
    plain = f"{number:.10g}" if abs(number) < 1e15 else str(number)
    if kind == YEAR or "e" in plain:
        return plain
    whole, _, rest = plain.partition(".")
    groups = f"{int(whole):,}".replace(",", "\u00a0") if len(whole) > 4 else whole
    return localised(f"{groups}.{rest}") if rest else groups


def spread(texts: Sequence[str], kind: str) -> Any:
    """A number or a distribution from its low end, what is most likely, and its high end.

    Parameters
    ----------
    texts : the three as they were typed.
    kind : as for `typed`.

    >>> spread(["", "60", ""], "percent"), spread(["40", "60", "80"], "percent")
    (0.6, {'tri': [0.4, 0.6, 0.8]})
    >>> spread(["2", "", "5"], "number"), spread(["", "", ""], "number")
    ({'uniform': [2, 5]}, None)
    """
    low, middle, high = (typed(text, kind) for text in texts)
    if low is None and high is None:
        return middle
    if middle is None:
        return {"uniform": [low, high]}
    return {"tri": [low, middle, high]}


def as_spread(value: Any, kind: str) -> list[str]:
    """The three fields of a number or a distribution.

    Parameters
    ----------
    value : as a plan file has it.
    kind : as for `typed`.
    """
    points: Any = ["", value, ""]
    if isinstance(value, dict):
        tri, ends = value.get("tri"), value.get("uniform")
        if isinstance(tri, list) and len(tri) == len(points):
            points = tri
        elif isinstance(ends, list) and len(ends) == len("ab"):
            points = [ends[0], "", ends[1]]
    return [as_typed(point, kind) for point in points]
