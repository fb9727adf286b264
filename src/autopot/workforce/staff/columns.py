"""Columns of the rows that count: their cells, what they mean, and what is told of them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from autopot.messages import Text
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.formulas import formula_faults, named_fault
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.resolving import CodeAnswer, Decide, Resolved, resolve
from autopot.workforce.staff.rules import Rules

Codes = NDArray[np.object_]
EMPTY = ("empty_cell", "no_occupation_given")
"""Findings of empty cells that may hold a formula."""


class Columns:
    """The columns of the rows that count.

    Parameters
    ----------
    sheet, header : the sheet and its columns.
    rows : (n,) rows of the sheet's cells.
    fte : (n,) FTE of each, NaN where there is none.
    rules : how cells are to be read.

    Attributes
    ----------
    findings : what was told so far.
    """

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        rows: NDArray[np.int64],
        fte: NDArray[np.float64],
        rules: Rules,
    ) -> None:
        self.sheet, self.header, self.rows, self.fte = sheet, header, rows, fte
        self.rules = rules
        self.findings: list[Finding] = []

    def cells(self, column: str) -> Codes:
        """(n,) text of a column's cells in these rows; empty where the sheet has no such column."""
        at = self.header.columns.get(column)
        if at is None:
            return np.full(len(self.rows), "", dtype=object)
        cells: Codes = self.sheet.cells[self.rows, at]
        return cells

    def resolved(self, column: str, decide: Decide, mapped_as: str = "") -> Resolved:
        """What the cells of a column mean.

        Parameters
        ----------
        column : ours.
        decide : a cell's text -> what it means.
        mapped_as : column of the mapping file, where it is called otherwise.
        """
        mapping = self.rules.mappings.get(mapped_as or column, {})
        return resolve(self.cells(column), mapping, decide)

    def tell(self, found: Resolved, column: str) -> None:
        """Tell what was found about a column, value by value.

        Parameters
        ----------
        found : what its cells mean.
        column : ours.
        """
        for answer, value, at in found.reports:
            self.tell_one(answer, value, at, column)

    def tell_one(self, answer: CodeAnswer, value: str, at: NDArray[np.int64], column: str) -> None:
        """Tell what was found about one value.

        Parameters
        ----------
        answer : what it means.
        value : as it stands in the file.
        at : places of it among the rows, from 0; nothing is told where there are none.
        column : ours.
        """
        if len(at):
            values: dict[str, Text] = {"value": value, "column": column, **answer.values}
            self.add(answer.kind, values, at, column, answer.allowed)

    def report(
        self, kind: str, column: str, where: NDArray[np.bool_], values: Mapping[str, Text]
    ) -> None:
        """Tell that some rows have a fault in a column; empty ones may hold a formula that failed.

        Parameters
        ----------
        kind : of finding.
        column : ours.
        where : (n,) which rows.
        values : what fills the words.
        """
        place = self.header.columns.get(column)
        if kind in EMPTY and place is not None:
            faults = formula_faults(self.sheet, self.rows[where], [place])
            for (_, fault), rows in faults.items():
                told = where & np.isin(self.rows, rows)
                self.add(*named_fault(fault), np.flatnonzero(told), column, ())
                where = where & ~told
        if kind == "empty_cell" and place is not None:
            heading = str(self.sheet.cells[self.header.row, place])
            values = {**values, "name": heading or values["name"]}
            merged = where & self._merged(place)
            if merged.any():
                self.add("merged_cell", values, np.flatnonzero(merged), column, ())
            where = where & ~merged
        if where.any():
            self.add(kind, values, np.flatnonzero(where), column, ())

    def _merged(self, place: int) -> NDArray[np.bool_]:
        """(n,) whether a row's cell in a column of the sheet is part of a merged range."""
        look = self.sheet.look
        merged = np.zeros(len(self.rows), dtype=bool)
        if look is not None and len(look.hidden_rows) == len(self.sheet.cells):
            for top, left, bottom, right in look.merged:
                if left <= place <= right:
                    merged |= (top <= self.rows) & (self.rows <= bottom)
        return merged

    def add(
        self,
        kind: str,
        values: Mapping[str, Text],
        at: NDArray[np.int64],
        column: str,
        allowed: tuple[str, ...],
    ) -> None:
        """Add a finding.

        Parameters
        ----------
        kind, values, allowed : as in `Finding`.
        at : places among the rows, from 0.
        column : ours.
        """
        rows = tuple(int(row) for row in self.rows[at])
        fte = float(np.nansum(self.fte[at]))
        place = self.header.columns.get(column)
        if place is not None:
            heading = str(self.sheet.cells[self.header.row, place])
            values = {"column": column, "heading": heading, **values}
        self.findings.append(
            Finding(
                kind=kind,
                values=values,
                sheet=self.sheet,
                rows=rows,
                column=place,
                fte=fte,
                allowed=allowed,
            )
        )
