"""Numbers as people write them in Norwegian or English."""

from __future__ import annotations

NARROW = "\u00a0"


def percent(share: float, language: str, decimals: int = 0) -> str:
    """A share as per cent.

    Parameters
    ----------
    share : 0-1.
    language : nb or en.
    decimals : digits after the decimal sign.

    >>> percent(0.2034, "nb", 1), percent(0.2034, "en", 1)
    ('20,3\\xa0%', '20.3%')
    """
    text = f"{100 * share:.{decimals}f}"
    return text.replace(".", ",") + f"{NARROW}%" if language == "nb" else f"{text}%"


def rounded(fte: float, language: str) -> str:
    """FTE without more digits than the model can carry: tens above 1,000, hundreds above 10,000.

    A decimal stands only below 10, and not where FTE are whole, as beside hidden figures.

    >>> rounded(19874.3, "nb"), rounded(1234.0, "en"), rounded(61.2, "nb"), rounded(3.26, "nb")
    ('19\\xa0900', '1,230', '61', '3,3')
    >>> rounded(3.0, "nb"), rounded(9.97, "nb"), rounded(-0.0, "nb")
    ('3', '10', '0')
    """
    if abs(fte) < 9.95 and not float(fte).is_integer():
        text = f"{fte:.1f}"
        return text.replace(".", ",") if language == "nb" else text
    step = 100 if abs(fte) >= 10_000 else 10 if abs(fte) >= 1_000 else 1
    text = f"{round(fte / step) * step:,.0f}"
    return text.replace(",", NARROW) if language == "nb" else text


def whole(number: int, language: str) -> str:
    """A count with its thousands apart.

    >>> whole(2048, "nb"), whole(2048, "en")
    ('2\\xa0048', '2,048')
    """
    text = f"{number:,}"
    return text.replace(",", NARROW) if language == "nb" else text


def points(share: float, language: str) -> str:
    """A difference between shares in percentage points, one decimal, no sign.

    >>> points(-0.046, "nb")
    '4,6'
    """
    text = f"{abs(100 * share):.1f}"
    return text.replace(".", ",") if language == "nb" else text
