"""Numbers as people write them in each language."""

from __future__ import annotations

from functools import cache

from autopot.messages.language import language


@cache
def _signs(name: str) -> tuple[dict[int, str], str]:
    """What takes the place of comma and point in a number, and the sign for per cent.

    Source: the locale data of Unicode (CLDR), as Babel has them; minus is − in every language, and
    never a hyphen.
    """
    from babel.core import Locale

    locale = Locale(name)
    signs = locale.number_symbols["latn"]
    percent = locale.percent_formats[None].pattern.lstrip("#,0")
    return str.maketrans(
        {",": signs["group"], ".": signs["decimal"], "%": percent, "-": "−"}
    ), percent


def localised(text: str, name: str = "") -> str:
    """A number as Python writes it, with the signs of a language.

    Parameters
    ----------
    text : as `format(number, ",.1f")` gives it.
    name : the language; by default the one that is spoken here.

    >>> localised("1,234.5", "nb"), localised("20.3%", "nb"), localised("20.3%", "en")
    ('1\\xa0234,5', '20,3\\xa0%', '20.3%')
    """
    return text.translate(_signs(name or language())[0])


def percent(share: float, decimals: int = 0) -> str:
    """A share as per cent.

    Parameters
    ----------
    share : 0-1.
    decimals : digits after the decimal sign.

    >>> percent(0.2034, 1)
    '20.3%'
    """
    return localised(f"{100 * share:.{decimals}f}%")


def rounded(fte: float) -> str:
    """FTE without more digits than the model can carry: tens above 1,000, hundreds above 10,000.

    A decimal stands only below 10, and not where FTE are whole, as beside hidden figures.

    >>> rounded(19874.3), rounded(1234.0), rounded(61.2), rounded(3.26)
    ('19,900', '1,230', '61', '3.3')
    >>> rounded(3.0), rounded(9.97), rounded(-0.0), rounded(-0.02)
    ('3', '10', '0', '0.0')
    """
    if abs(fte) < 9.95 and not float(fte).is_integer():
        return localised(f"{fte:z.1f}")
    step = 100 if abs(fte) >= 10_000 else 10 if abs(fte) >= 1_000 else 1
    return localised(f"{round(fte / step) * step:,.0f}")


def whole(number: int) -> str:
    """A count with its thousands apart.

    >>> whole(2048)
    '2,048'
    """
    return localised(f"{number:,}")


def points(share: float) -> str:
    """A difference between shares in percentage points, one decimal, no sign.

    >>> points(-0.046)
    '4.6'
    """
    return localised(f"{abs(100 * share):.1f}")


def plain(number: float) -> str:
    """A number with its thousands apart and no more decimals than it has.

    >>> plain(1.75), plain(100_000)
    ('1.75', '100,000')
    """
    return localised(f"{number:,.0f}" if float(number).is_integer() else f"{number:g}")
