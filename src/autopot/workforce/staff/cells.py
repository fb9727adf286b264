"""A table as it stands in the file: typed cells, and what the planner sees around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Kind(IntEnum):
    """What a cell holds, as the file says it, whatever it looks like."""

    EMPTY = 0
    TEXT = 1
    NUMBER = 2
    DATE = 3
    DURATION = 4
    BOOLEAN = 5
    ERROR = 6
    """A fault of the workbook, such as #DIV/0!."""
    FORMULA = 7
    """A formula whose value the file does not hold."""


FAULTS = (Kind.ERROR, Kind.FORMULA)
"""Cells without a text, that are not empty to the planner."""


@dataclass(frozen=True)
class Look:
    """What a workbook shows beside the values.

    Of all but .xlsx only merged ranges and hidden sheets are known; the rest is "", False and 0.

    Parameters
    ----------
    formats : (rows, columns) number format, such as "0%" or "0000"; "" for General.
    bold : (rows, columns) whether the text is bold.
    hidden_rows : (rows,) hidden, by hand or by a filter.
    hidden_columns : (columns,) hidden.
    outline : (rows,) level of grouping, 0 for none.
    merged : top, left, bottom and right cell of each merged range, from 0, last ones included.
    hidden : whether the sheet itself is hidden.
    """

    formats: NDArray[np.object_]
    bold: NDArray[np.bool_]
    hidden_rows: NDArray[np.bool_]
    hidden_columns: NDArray[np.bool_]
    outline: NDArray[np.uint8]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Remark:
    """Something to tell of a sheet that was seen when it was read.

    Parameters
    ----------
    kind : kind of finding.
    values : what fills its words.
    rows : rows of the cells, from 0.
    column : column of the cells, from 0.
    """

    kind: str
    values: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[int, ...] = ()
    column: int | None = None


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Parameters
    ----------
    name : name of the sheet; empty where the file has none.
    cells : (rows, columns) the text a person would type, "" where nothing stands.
    kinds : (rows, columns) `Kind` of each cell.
    values : (rows, columns) the number itself where the kind is NUMBER, NaN elsewhere.
    lettered : whether cells are addressed as in Excel (B7), not as line and column.
    first_row : number of the first row as the user counts.
    how : encoding and delimiter of a text file, for the report.
    counts : (rows,) how many equal rows of a register each row stands for; None: one each.
    numbers : (rows,) the first of them, or the line of a text file, from 0; None: the row itself.
    look : what the workbook shows beside the values; None for text, Parquet and DataFrames.
    faults : row and column of a cell whose kind is ERROR or FORMULA -> the error, such as "#N/A",
        "" where the file holds no value; `cells` is empty there.
    lengths : (rows,) fields of each line of a text file; None elsewhere.
    remarks : what was seen when it was read.
    """

    name: str
    cells: NDArray[np.object_]
    kinds: NDArray[np.uint8]
    values: NDArray[np.float64]
    lettered: bool
    first_row: int = 1
    how: str = ""
    counts: NDArray[np.int64] | None = None
    numbers: NDArray[np.int64] | None = None
    look: Look | None = None
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    lengths: NDArray[np.int64] | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def dates(self) -> NDArray[np.bool_]:
        """(rows, columns) whether the cell holds a date, a time or a duration."""
        result: NDArray[np.bool_] = np.isin(self.kinds, (Kind.DATE, Kind.DURATION))
        return result

    @property
    def hidden(self) -> bool:
        """Whether the workbook hides the sheet."""
        return self.look is not None and self.look.hidden

    def with_texts(self, cells: NDArray[np.object_]) -> Sheet:
        """The sheet with other texts; a cell that changes is text, whatever it was.

        Parameters
        ----------
        cells : (rows, columns) text, "" for nothing.
        """
        changed = cells != self.cells
        if not changed.any():
            return self
        kinds = np.where(changed, np.where(cells == "", Kind.EMPTY, Kind.TEXT), self.kinds)
        values = np.where(changed, np.nan, self.values)
        return replace(self, cells=cells, kinds=kinds.astype(np.uint8), values=values)

    def covered(self, where: NDArray[np.bool_], text: str) -> Sheet:
        """The sheet with a text in place of some cells, and nothing left of what they held.

        Parameters
        ----------
        where : (rows, columns) the cells.
        text : what stands there instead, such as a mark.
        """
        result = self.with_texts(np.where(where, text, self.cells))
        return replace(result, kinds=result.kinds.copy())

    def count(self, rows: Sequence[int]) -> int:
        """How many rows of the file some rows of the cells stand for."""
        return len(rows) if self.counts is None else int(self.counts[list(rows)].sum())

    def number(self, row: int) -> int:
        """Number of a row as the user counts."""
        return self.first_row + (row if self.numbers is None else int(self.numbers[row]))


def text_kinds(cells: NDArray[np.object_]) -> NDArray[np.uint8]:
    """Kinds of cells that hold nothing but text.

    >>> text_kinds(np.array([["a", ""]], object)).tolist()
    [[1, 0]]
    """
    return np.where(cells == "", Kind.EMPTY, Kind.TEXT).astype(np.uint8)
