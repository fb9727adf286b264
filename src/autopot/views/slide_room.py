"""How much room text takes on a slide: lines, heights, and the columns of a table. Inches."""

from __future__ import annotations

from collections.abc import Sequence

INCH = 72
"""Points."""

LARGEST, SMALLEST = 14.0, 9.0
"""Points of the text in tables."""

LINE_HIGH = 1.2
CELL_SIDE, CELL_TOP = 0.06, 0.03
"""Inches between the text and the edge of its cell."""

ROUNDING = 0.001
"""Inches by which a text that just fits may seem too wide."""

WIDTHS = {
    **dict.fromkeys("0123456789–", 556),
    **dict.fromkeys("iljI.,:;'|!()[]-/tfr\u00a0 ·", 350),
    **dict.fromkeys("mwMW%@", 900),
}
"""Of letters that are not as wide as most."""


def _wide(text: str, size: float) -> float:
    """Inches of a text in one line, in bold Arial, by kinds of letters.

    Source: the widths of Helvetica, which Arial and Liberation Sans share, in thousandths.
    """
    ems = sum(WIDTHS.get(letter) or (722 if letter.isupper() else 583) for letter in text)
    return ems / 1000 * size / INCH


def lines_of(text: str, wide: float, size: float) -> int:
    """Lines that a text takes, rather one too many than one too few.

    Parameters
    ----------
    text : of one paragraph.
    wide : inches.
    size : points of the type.

    >>> lines_of("abc", 1.0, 12), lines_of("a" * 30, 1.0, 12), lines_of("aaaa aaaa aaaa", 0.5, 12)
    (1, 3, 3)
    """
    lines, at = 1, 0.0
    for word in text.split(" "):
        needed = _wide(word, size)
        if at and at + _wide(" ", size) + needed > wide:
            lines, at = lines + 1, 0.0
        at += needed + (_wide(" ", size) if at else 0.0)
        more = int(at / wide)
        lines, at = lines + more, at - more * wide
    return lines


def text_high(texts: Sequence[str], wide: float, size: float) -> float:
    """Inches that paragraphs take."""
    return sum(lines_of(text, wide, size) for text in texts) * size * LINE_HIGH / INCH


def fitting(
    texts: Sequence[str], wide: float, high: float, largest: float, smallest: float
) -> float:
    """The largest type in which paragraphs fit a box.

    Parameters
    ----------
    texts : the paragraphs.
    wide, high : of the box, inches.
    largest, smallest : points; the smallest stands where nothing fits.
    """
    size = largest
    while size > smallest and text_high(texts, wide, size) > high:
        size -= 0.5
    return size


def table_size(
    cells: Sequence[Sequence[str]], kinds: str, wide: float, high: float
) -> tuple[float, list[float]]:
    """The largest type in which a table fits, and the width of its columns.

    Parameters
    ----------
    cells : rows of texts, the headings first.
    kinds : one letter a column, f for figures, which never break.
    wide, high : of the place, inches.

    Returns
    -------
    Points; inches of each column, which sum to `wide`.
    """
    size = LARGEST
    while size > SMALLEST:
        widths = _column_widths(cells, kinds, wide, size)
        if widths and sum(row_highs(cells, widths, size)) <= high:
            return size, widths
        size -= 0.5
    return SMALLEST, _column_widths(cells, kinds, wide, SMALLEST) or [wide / len(kinds)] * len(
        kinds
    )


def _column_widths(
    cells: Sequence[Sequence[str]], kinds: str, wide: float, size: float
) -> list[float]:
    """Figures as wide as they are, names share the rest; nothing where there is too little.

    A heading and a name may break between words, and no word may break.
    """
    columns = [[line for text in c for line in text.split("\n")] for c in zip(*cells, strict=True)]
    least = []
    for column, kind in zip(columns, kinds, strict=True):
        whole = column[1:] if kind == "f" else ()
        words = [word for text in column for word in text.split(" ")]
        least.append(max(_wide(text, size) for text in (*whole, *words)) + 2 * CELL_SIDE)
    rest = wide - sum(least)
    if rest < 0:
        return []
    names = [number for number, kind in enumerate(kinds) if kind != "f"]
    wanted = [max(_wide(text, size) for text in columns[n]) + 2 * CELL_SIDE for n in names]
    missing = [max(0.0, want - least[n]) for want, n in zip(wanted, names, strict=True)]
    if sum(missing) > rest:
        for number, lack in zip(names, missing, strict=True):
            least[number] += rest * lack / sum(missing)
        return least
    for number, lack in zip(names, missing, strict=True):
        least[number] += lack
    more = (wide - sum(least)) / len(kinds)
    return [width + more for width in least]


def row_highs(cells: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> list[float]:
    return [
        2 * CELL_TOP
        + max(
            text_high(text.split("\n"), width - 2 * CELL_SIDE + ROUNDING, size)
            for text, width in zip(row, widths, strict=True)
        )
        for row in cells
    ]
