"""The rows of one sheet in our codes, and everything there is to say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.amounts import Amounts, read_amounts
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.dates import no_dates
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.formulas import amount_formulas, formula_faults, named_fault
from autopot.workforce.staff.headings import Header, body
from autopot.workforce.staff.jobs import MISSING, occupation_decider, title_decider
from autopot.workforce.staff.lines import ragged_lines
from autopot.workforce.staff.mappings import CodeLists
from autopot.workforce.staff.numbers import Decimal
from autopot.workforce.staff.percents import Unit
from autopot.workforce.staff.places import municipality_decider
from autopot.workforce.staff.resolving import Answer, Decide, Resolved, resolve
from autopot.workforce.staff.services import function_decider, sector_decider, unit_decider
from autopot.workforce.staff.totals import left_out_rows

Codes = NDArray[np.object_]
UNKNOWN = ("unknown_occupation", "unknown_title", "not_in_correspondence", "unmapped_position")
"""Findings that mean: the occupation is not known."""

EMPTY = ("empty_cell", "no_occupation_given")
"""Findings of empty cells that may hold a formula."""


@dataclass(frozen=True)
class Rules:
    """How cells are to be read.

    Parameters
    ----------
    municipality : of every row that names none; empty if not stated.
    mappings : field -> value -> our code, chosen by the planner.
    codes : code lists from Statistics Norway.
    decimal : decimal sign, or auto.
    percent : what position percentages without a sign are, or auto.
    short_codes : spread or refuse occupation groups of three digits.
    unknown_occupation : refuse, or spread over the other occupations of the sector.
    """

    municipality: str = ""
    mappings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: CodeLists = field(default_factory=CodeLists)
    decimal: Decimal = "auto"
    percent: Unit = "auto"
    short_codes: str = "spread"
    unknown_occupation: str = "refuse"


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet.

    Parameters
    ----------
    rows : row (of the sheet's cells), count (of equal rows it stands for), municipality, sector,
        occupation, fte, headcount, and `left_out`: kind of finding that keeps the row out, "" where
        it is used.
    findings : everything found.
    """

    rows: pd.DataFrame
    findings: list[Finding]


def read_rows(
    sheet: Sheet, header: Header, rules: Rules, summed: Amounts | None = None
) -> SheetRows:
    """Read one sheet.

    Parameters
    ----------
    sheet : personal columns already removed.
    header : where its columns are.
    rules : how cells are to be read.
    summed : amounts of the rows, where each row stands for several and its cells hold none.

    Returns
    -------
    Its rows, each used or with the reason why not.
    """
    every = body(sheet, header)
    amounts = summed
    if amounts is None:
        amounts = read_amounts(sheet, header, every, rules.decimal, rules.percent)
    out, findings = left_out_rows(sheet, header, every, amounts.fte)
    out |= amounts.fte == 0
    findings += _zero_rows(sheet, every, amounts)
    unread, told = amount_formulas(sheet, header, every[~out])
    ragged, lines = ragged_lines(sheet, header, every, ~out)
    unread |= ragged[~out]
    fte = np.where(unread, np.nan, amounts.fte[~out])
    reader = _Reader(sheet, header, every[~out], fte, rules)
    kept = reader.read(amounts.wrong[~out] | unread)
    findings += lines + amounts.findings + told + kept.findings
    left = pd.DataFrame(
        {"row": every[out], "fte": amounts.fte[out], "left_out": "no_staff"},
    )
    used = kept.rows.assign(headcount=amounts.persons[~out])
    rows = pd.concat([used, left], ignore_index=True) if len(left) else used
    rows = rows.sort_values("row", ignore_index=True)
    rows["count"] = 1 if sheet.counts is None else sheet.counts[rows["row"]]
    return SheetRows(rows, findings)


def _zero_rows(sheet: Sheet, rows: NDArray[np.int64], amounts: Amounts) -> list[Finding]:
    zero = np.flatnonzero(amounts.fte == 0)
    if not len(zero):
        return []
    at = tuple(int(rows[number]) for number in zero)
    return [Finding("zero_rows", {"count": str(sheet.count(at))}, sheet, at)]


class _Reader:
    """Reads the code columns of the rows that count."""

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        rows: NDArray[np.int64],
        fte: NDArray[np.float64],
        rules: Rules,
    ) -> None:
        self._sheet, self._header, self._rows, self._fte = sheet, header, rows, fte
        self._rules = rules
        self._findings: list[Finding] = []

    def read(self, wrong_amount: NDArray[np.bool_]) -> SheetRows:
        municipality = self._municipality()
        sector = self._sector()
        occupation = self._occupation()
        empty = np.isnan(self._fte) & ~wrong_amount
        amount = next((n for n in ("fte", "percent") if n in self._header.columns), "fte")
        self._report("empty_amount", amount, empty, {"column": amount})
        no_amount = np.isnan(self._fte) | wrong_amount
        left_out = np.select(
            [no_amount, municipality == "", sector == "", occupation == ""],
            ["amount", "municipality", "sector", "occupation"],
            "",
        )
        rows = pd.DataFrame(
            {
                "row": self._rows,
                "municipality": municipality,
                "sector": sector,
                "occupation": occupation,
                "fte": self._fte,
                "left_out": left_out.astype(object),
            }
        )
        return SheetRows(rows, self._findings)

    def _municipality(self) -> Codes:
        found = self._resolved(
            "municipality", no_dates(municipality_decider(self._rules.codes.changes), digits=4)
        )
        self._tell(found, "municipality")
        empty = self._cells("municipality") == ""
        if self._rules.municipality:
            return np.where(empty, self._rules.municipality, found.codes)
        if "municipality" in self._header.columns:
            values = {"column": "municipality", "name": "kommune"}
            self._report("empty_cell", "municipality", empty, values)
        return found.codes

    def _sector(self) -> Codes:
        """By sector; where that is empty or not known by function; where that is empty by unit."""
        sector = self._resolved("sector", no_dates(sector_decider()))
        function = self._resolved("function", no_dates(function_decider()))
        unit = self._resolved("unit", no_dates(unit_decider(), whole_years=True))
        codes = np.where(sector.codes != "", sector.codes, function.codes)
        by_function = codes != ""
        codes = np.where(codes != "", codes, unit.codes)
        for answer, value, at in sector.reports:
            rescued = codes[at] != ""
            other = Answer("", "sector_by_function")
            self._tell_one(other, value, at[rescued], "sector")
            self._tell_one(answer, value, at[~rescued], "sector")
        for answer, value, at in function.reports:
            use = at if answer.code else at[codes[at] == ""]
            self._tell_one(answer, value, use, "function")
        stated = (self._cells("sector") != "") | (self._cells("function") != "")
        for answer, value, at in unit.reports:
            self._tell_one(answer, value, at[~by_function[at] & ~stated[at]], "unit")
        empty = ~stated & (self._cells("unit") == "")
        column = next((n for n in ("sector", "function") if n in self._header.columns), "unit")
        if column in self._header.columns:
            self._report("empty_cell", column, empty, {"column": column, "name": "sektor"})
        return codes

    def _occupation(self) -> Codes:
        """By code; where there is none by position code, then by title."""
        rules = self._rules
        decide = occupation_decider(rules.codes.correspondence, rules.codes.name, rules.short_codes)
        by_code = self._resolved("occupation", no_dates(decide, digits=4))
        position = self._resolved(
            "position_code", no_dates(lambda _: Answer("", "unmapped_position"))
        )
        title = self._resolved("title", title_decider())
        unstated = (self._cells("occupation") == "") | (by_code.codes == MISSING)
        codes = by_code.codes.copy()
        for other in (position, title):
            open_ = unstated & np.isin(codes, ["", MISSING])
            codes = np.where(open_ & (other.codes != ""), other.codes, codes)
        open_ = unstated & np.isin(codes, ["", MISSING])
        named = self._cells("title") != ""
        for answer, value, at in by_code.reports:
            self._tell_unknown(answer, value, at, "occupation", codes)
        for answer, value, at in title.reports:
            named_so = unstated[at] & (codes[at] == answer.code)
            self._tell_unknown(answer, value, at[named_so | open_[at]], "title", codes)
        for answer, value, at in position.reports:
            use = at[open_[at] & ~named[at]]
            self._tell_unknown(answer, value, use, "position_code", codes)
        self._tell_nothing(open_ & ~named & (self._cells("position_code") == ""), codes)
        return codes

    def _tell_nothing(self, nothing: NDArray[np.bool_], codes: Codes) -> None:
        """Rows that say nothing of the occupation."""
        column = next((n for n in ("occupation", "title") if n in self._header.columns), "title")
        if self._rules.unknown_occupation == "spread":
            codes[nothing] = MISSING
            self._report("nothing_spread", column, nothing, {"column": column})
            return
        codes[nothing] = ""
        if column in self._header.columns:
            self._report("no_occupation_given", column, nothing, {"column": column})

    def _tell_unknown(
        self, answer: Answer, value: str, at: NDArray[np.int64], column: str, codes: Codes
    ) -> None:
        """Report an answer; an unknown occupation is spread where the planner asked for that."""
        spread = self._rules.unknown_occupation == "spread" and answer.kind in UNKNOWN
        if spread:
            codes[at] = MISSING
            answer = replace(answer, kind="unknown_spread", allowed=())
        self._tell_one(answer, value, at, column)

    def _cells(self, column: str) -> Codes:
        at = self._header.columns.get(column)
        if at is None:
            return np.full(len(self._rows), "", dtype=object)
        cells: Codes = self._sheet.cells[self._rows, at]
        return cells

    def _resolved(self, column: str, decide: Decide) -> Resolved:
        return resolve(self._cells(column), self._rules.mappings.get(column, {}), decide)

    def _tell(self, found: Resolved, column: str) -> None:
        for answer, value, at in found.reports:
            self._tell_one(answer, value, at, column)

    def _tell_one(self, answer: Answer, value: str, at: NDArray[np.int64], column: str) -> None:
        if len(at):
            values = {"value": value, "column": column, **answer.values}
            self._add(answer.kind, values, at, column, answer.allowed)

    def _report(
        self, kind: str, column: str, where: NDArray[np.bool_], values: Mapping[str, str]
    ) -> None:
        place = self._header.columns.get(column)
        if kind in EMPTY and place is not None:
            faults = formula_faults(self._sheet, self._rows[where], [place])
            for (_, fault), rows in faults.items():
                told = where & np.isin(self._rows, rows)
                self._add(*named_fault(fault), np.flatnonzero(told), column, ())
                where = where & ~told
        if where.any():
            self._add(kind, values, np.flatnonzero(where), column, ())

    def _add(
        self,
        kind: str,
        values: Mapping[str, str],
        at: NDArray[np.int64],
        column: str,
        allowed: tuple[str, ...],
    ) -> None:
        rows = tuple(int(row) for row in self._rows[at])
        fte = float(np.nansum(self._fte[at]))
        place = self._header.columns.get(column)
        if place is not None:
            heading = str(self._sheet.cells[self._header.row, place])
            values = {"column": column, "heading": heading, **values}
        self._findings.append(Finding(kind, values, self._sheet, rows, place, fte, allowed))
