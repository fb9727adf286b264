"""How much room text takes on a slide: lines, heights, and the columns of a table. Inches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

INCH = 72
"""Points."""

LARGEST, SMALLEST = 14.0, 7.0
"""Points of the text in tables."""

READABLE = 9.0
"""Points that a table's rows give way to: rather fewer rows than smaller text."""

LINE_HIGH = 1.2
CELL_SIDE, CELL_TOP = 0.06, 0.03
"""Inches between the text and the edge of its cell."""

ROUNDING = 0.001
"""Inches by which a text that just fits may seem too wide."""

WIDTHS = {
    **dict.fromkeys("ijl' \u00a0", 350),
    **dict.fromkeys("IJ|/.,·:;-", 420),
    **dict.fromkeys("ftr!()[]_", 500),
    **dict.fromkeys("–", 560),
    **dict.fromkeys("0123456789acekosvxyzåøé?«»EFLT", 700),
    **dict.fromkeys("+−<>=&", 890),
    **dict.fromkeys("mwMW%@æÆ—…", 1110),
}
"""Of letters, in thousandths of the type; others are small or large."""

SMALL, LARGE = 720, 850
REGULAR = 0.95
"""Regular letters are at most this part of the bold ones."""


def _wide(text: str, size: float, bold: bool = True) -> float:
    """Inches of a text in one line, by kinds of letters.

    Source: the wider of DejaVu Sans Bold, which stands in where Arial and its like are not
    installed, and of Helvetica Bold, which Arial and Liberation Sans share.
    """
    ems = sum(WIDTHS.get(letter) or (LARGE if letter.isupper() else SMALL) for letter in text)
    return ems / 1000 * size / INCH * (1 if bold else REGULAR)


def lines_of(text: str, wide: float, size: float, bold: bool = True) -> int:
    """Lines that a text takes, rather one too many than one too few.

    Parameters
    ----------
    text : of one paragraph.
    wide : inches.
    size : points of the type.
    bold : whether it is.

    >>> lines_of("abc", 1.0, 12), lines_of("a" * 30, 1.0, 12), lines_of("aaaa aaaa aaaa", 0.5, 12)
    (1, 4, 3)
    """
    lines, at = 1, 0.0
    space = _wide(" ", size, bold)
    for word in text.split(" "):
        needed = _wide(word, size, bold)
        if at and at + space + needed > wide:
            lines, at = lines + 1, 0.0
        at += needed + (space if at else 0.0)
        more = int(at / wide)
        lines, at = lines + more, at - more * wide
    return lines


def text_high(texts: Sequence[str], wide: float, size: float, bold: bool = True) -> float:
    """Inches that paragraphs take."""
    return sum(lines_of(text, wide, size, bold) for text in texts) * size * LINE_HIGH / INCH


def fitting(
    texts: Sequence[str],
    wide: float,
    high: float,
    largest: float,
    smallest: float,
    *,
    bold: bool = False,
) -> float:
    """The largest type in which paragraphs fit a box.

    Parameters
    ----------
    texts : the paragraphs.
    wide, high : of the box, inches.
    largest, smallest : points; the smallest stands where nothing fits.
    bold : whether they are.
    """
    size = largest
    while size > smallest and text_high(texts, wide, size, bold) > high:
        size -= 0.5
    return size


@dataclass(frozen=True)
class Grid:
    """How a table is set.

    Parameters
    ----------
    size : points.
    widths, highs : inches of its columns and of its rows.
    """

    size: float
    widths: list[float]
    highs: list[float]


def table_grid(
    cells: Sequence[Sequence[str]], kinds: str, wide: float, high: float, bold: int = 1
) -> Grid:
    """A table in the largest type in which it fits, with as many rows as have room.

    Parameters
    ----------
    cells : rows of texts, the headings first.
    kinds : one letter a column, f for figures, which break between words rather than shrink below
        what is readable.
    wide, high : of the place, inches.
    bold : rows on top that are; these and one more are always kept.

    Returns
    -------
    Widths sum to `wide`. Where there are fewer heights than rows, the last rows have no room.
    """
    size, whole = LARGEST, True
    grid = _grid(cells, kinds, wide, size, bold, whole)
    while size > SMALLEST and (not grid or (sum(grid.highs) > high and size > READABLE)):
        if whole and size == READABLE:
            whole = False
        else:
            size -= 0.5
        grid = _grid(cells, kinds, wide, size, bold, whole)
    if not grid:
        widths = [wide / len(kinds)] * len(kinds)
        grid = Grid(size, widths, _row_highs(cells, widths, size, bold))
    kept = len(cells)
    while kept > bold + 1 and sum(grid.highs[:kept]) > high:
        kept -= 1
    return replace(grid, highs=grid.highs[:kept])


def _grid(
    cells: Sequence[Sequence[str]], kinds: str, wide: float, size: float, bold: int, whole: bool
) -> Grid | None:
    """A table in a type; nothing where a word would break, or a figure that is kept whole."""
    widths = _column_widths(cells, [whole and kind == "f" for kind in kinds], wide, size, bold)
    return Grid(size, widths, _row_highs(cells, widths, size, bold)) if widths else None


def _column_widths(
    cells: Sequence[Sequence[str]], whole: Sequence[bool], wide: float, size: float, bold: int
) -> list[float]:
    """Whole columns as wide as they are, others share the rest; nothing where there is too little.

    A heading and a name may break between words, and no word may break.
    """
    least, wanted = [], []
    for column, kept in zip(zip(*cells, strict=True), whole, strict=True):
        lines = [
            (line, row < bold, kept and row > 0)
            for row, text in enumerate(column)
            for line in text.split("\n")
        ]
        parts = [
            _wide(part, size, strong)
            for line, strong, unbroken in lines
            for part in ([line] if unbroken else line.split(" "))
        ]
        least.append(max(parts) + 2 * CELL_SIDE)
        wanted.append(max(_wide(line, size, strong) for line, strong, _ in lines) + 2 * CELL_SIDE)
    rest = wide - sum(least)
    if rest < 0:
        return []
    missing = [
        0.0 if kept else want - low for low, want, kept in zip(least, wanted, whole, strict=True)
    ]
    part = min(1.0, rest / sum(missing)) if sum(missing) else 1.0
    widths = [low + part * lack for low, lack in zip(least, missing, strict=True)]
    more = max(0.0, wide - sum(widths)) / len(widths)
    return [width + more for width in widths]


def _row_highs(
    cells: Sequence[Sequence[str]], widths: Sequence[float], size: float, bold: int
) -> list[float]:
    return [
        2 * CELL_TOP
        + max(
            text_high(text.split("\n"), width - 2 * CELL_SIDE + ROUNDING, size, number < bold)
            for text, width in zip(row, widths, strict=True)
        )
        for number, row in enumerate(cells)
    ]
