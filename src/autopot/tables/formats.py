"""How the values of a column are written: in text, and by a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autopot.messages import shown, told
from autopot.messages.numbers import localised, percent, plain, points, rounded, whole

MILLION = 1e6

SMALLEST_POINTS = 0.0005
"""Differences of shares nearer to 0 are told as 0."""

SMALLEST_FTE = 0.05
"""FTE that may lie below 0 are told as 0 when nearer."""


@dataclass(frozen=True)
class Format:
    """A way of writing values.

    Parameters
    ----------
    figure : whether it is a number, which stands to the right.
    text : a value that is there -> how it reads in the language that is spoken.
    excel : number format of a spreadsheet; empty for its general one.
    wraps : whether long text may go over several lines.
    """

    figure: bool
    text: Callable[[Any], str]
    excel: str = ""
    wraps: bool = False


def with_sign(value: float, write: Callable[[float], str]) -> str:
    """A number with its sign before it, whichever that is.

    Parameters
    ----------
    value : the number.
    write : how one that is not below 0 is written.

    >>> with_sign(-2.0, plain)
    '−2'
    """
    return ("−" if value < 0 else "+") + write(abs(value))


def signed(share: float) -> str:
    """A difference in percentage points with its sign.

    >>> signed(0.034), signed(-0.0012)
    ('+3.4', '−0.1')
    """
    return with_sign(share, points)


def difference(share: float) -> str:
    """A difference in percentage points with its sign; none where it is nothing.

    >>> difference(0.034), difference(-0.0004)
    ('+3.4', '0.0')
    """
    return points(0.0) if abs(share) < SMALLEST_POINTS else signed(share)


def signed_percent(share: float) -> str:
    """A share up or down.

    >>> signed_percent(-0.25)
    '−25%'
    """
    return with_sign(share, percent)


def more_fte(fte: float) -> str:
    """A difference in FTE with its sign.

    >>> more_fte(-0.4), more_fte(1234.0)
    ('−0.4', '+1,230')
    """
    return with_sign(fte, rounded)


def net_fte(fte: float) -> str:
    """FTE that may lie below 0.

    >>> net_fte(1234.0), net_fte(-173.4), net_fte(-0.004)
    ('1,230', '−173', '0')
    """
    text = rounded(abs(fte))
    if abs(fte) < SMALLEST_FTE:
        return rounded(0.0)
    return f"−{text}" if fte < 0 else text


def price(change: float) -> str:
    """What a sum moves by when a limit moves by 1.

    >>> price(-0.25)
    '−0.25'
    """
    return localised(f"{change:.2f}")


def signed_fine(share: float) -> str:
    """A difference in percentage points with its sign, two decimals.

    >>> signed_fine(0.0341), signed_fine(-0.0001)
    ('+3.41', '−0.01')
    """
    return with_sign(100 * share, lambda value: localised(f"{value:.2f}"))


def millions(nok: float) -> str:
    """NOK in millions, one decimal.

    >>> millions(12_340_000)
    '12.3'
    """
    return localised(f"{nok / MILLION:,.1f}")


def moment(year: float) -> str:
    """A year, with its part where it is not the whole of it.

    >>> moment(2021.0), moment(2023.75)
    ('2021', '2023.75')
    """
    return localised(f"{year:.2f}" if year % 1 else f"{year:.0f}")


def exact(value: float) -> str:
    """A number with two decimals, more where it has them.

    >>> exact(1234.5), exact(0.125)
    ('1,234.50', '0.125')
    """
    short, long = f"{value:,.2f}", f"{value:,.9f}".rstrip("0")
    return localised(long if len(long) > len(short) else short)


def signed_fte(fte: float) -> str:
    """A difference in FTE with its sign.

    >>> signed_fte(0.5), signed_fte(-1234)
    ('+0.50', '−1,234.00')
    """
    return localised(f"{fte:+,.2f}")


FORMATS = {
    "name": Format(False, shown),
    "text": Format(False, shown, wraps=True),
    "code": Format(False, str),
    "drawn": Format(True, str),
    "year": Format(True, lambda value: str(int(value)), "0"),
    "moment": Format(True, moment, "0.00"),
    "decimal": Format(True, lambda value: localised(f"{value:.1f}"), "0.0"),
    "count": Format(True, lambda value: whole(round(value)), "#,##0"),
    "number": Format(True, plain),
    "score": Format(True, plain, "0"),
    "fte": Format(True, rounded, "#,##0"),
    "fte_net": Format(True, net_fte, "#,##0"),
    "more_fte": Format(True, more_fte, "+#,##0;−#,##0"),
    "price": Format(True, price, "0.00"),
    "exact": Format(True, exact),
    "tenths": Format(True, lambda value: localised(f"{value:,.1f}"), "#,##0.0"),
    "hundredths": Format(True, lambda value: localised(f"{value:,.2f}"), "#,##0.00"),
    "signed": Format(True, signed_fte, "+#,##0.00;−#,##0.00"),
    "share": Format(True, percent, "0.0%"),
    "share_exact": Format(True, lambda value: percent(value, 1), "0.0%"),
    "index": Format(True, lambda value: percent(max(value, 0.0)), "0.0%"),
    "beside": Format(True, lambda value: f"+ {percent(value, 1)}", "0.0%"),
    "change": Format(True, signed_percent, "+0.0%;−0.0%"),
    "share_fine": Format(True, lambda value: percent(value, 2), "0.00%"),
    "points_fine": Format(True, signed_fine, "0.00%"),
    "points": Format(True, signed, "0.0%"),
    "difference": Format(True, difference, "0.0%"),
    "width": Format(True, points, "0.0%"),
    "nok": Format(True, lambda value: told("NOK {value} million", value=millions(value)), "#,##0"),
}
"""Name in data/outputs.csv -> way of writing.

`share` has no decimals in text, `share_exact` one, `share_fine` two; `beside` is a share that comes
on top; `points`, `points_fine`, `difference` and `width` are differences of shares, the last
without a sign, and `difference` without one where it is 0;
`index` is a share where noise below zero is zero. `fte` is rounded to what the model can carry,
`count` to whole, `fte_net` may lie below 0, `more_fte` is a difference; `exact`, `tenths` and
`hundredths` are for what was read or reached, and `signed` for how much more it is. `decimal` has
one decimal and no thousands sign, as years need; `drawn` is a row of signs that stand under each
other and are never broken."""
