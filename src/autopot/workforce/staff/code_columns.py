"""The code columns of the rows that count, as our codes, with what there is to say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.messages import Text, say
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.coding.mapped import Mapped
from autopot.workforce.staff.coding.positions import STYRK98
from autopot.workforce.staff.coding.readings import CONFIDENCES, MUST
from autopot.workforce.staff.coding.rows import CODE_COLUMNS, CODED, COLUMNS, Report, code_rows
from autopot.workforce.staff.coding.systems import YRKESKATALOG, Recognised
from autopot.workforce.staff.dates import no_dates
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.formulas import formula_faults, named_fault
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.jobs import MISSING, NOT_STATED, occupation_decider
from autopot.workforce.staff.kinds import KINDS
from autopot.workforce.staff.places import municipality_decider
from autopot.workforce.staff.resolving import Answer, Decide, Resolved, resolve
from autopot.workforce.staff.rules import Rules
from autopot.workforce.staff.sector_choice import Choice, choose_sectors, service_of
from autopot.workforce.staff.services import (
    function_decider,
    place_decider,
    sector_decider,
    unit_decider,
)
from autopot.workforce.staff.staff_sectors import by_staff, functions_of
from autopot.workforce.staff.totals import JOBS
from autopot.workforce.staff.words import meaning, plain

Codes = NDArray[np.object_]
UNKNOWN = (
    "unknown_occupation",
    "unknown_title",
    "not_in_correspondence",
    "unmapped_position",
    "coded_not",
)
"""Findings that mean: the occupation is not known."""

SERVICES = ("function", "unit", "unit_name")
EMPTY = ("empty_cell", "no_occupation_given")
"""Findings of empty cells that may hold a formula."""


def other_municipalities(sheet: Sheet, header: Header) -> list[int]:
    """Columns that say the municipality beside the one that is read.

    Parameters
    ----------
    sheet, header : the sheet and its columns.

    Returns
    -------
    Columns of the sheet, from 0; none where no municipality is read.
    """
    if "municipality" not in header.columns:
        return []
    words = {column: plain(str(sheet.cells[header.row, column])) for column in header.ignored}
    return [column for column, word in words.items() if meaning(word)[0] == "municipality"]


class CodeColumns:
    """Reads the code columns of the rows that count.

    Parameters
    ----------
    sheet, header : the sheet and its columns.
    rows : (n,) rows of the sheet's cells.
    fte : (n,) FTE of each, NaN where there is none.
    rules : how cells are to be read.
    """

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

    def read(self, wrong_amount: NDArray[np.bool_]) -> tuple[pd.DataFrame, list[Finding]]:
        """The rows with their codes, and what was found in the code columns.

        Parameters
        ----------
        wrong_amount : (n,) which rows have an amount that is wrong.

        Returns
        -------
        One row each, as in `SheetRows`; and the findings.
        """
        municipality = self._municipality()
        sector = self._sector()
        occupation, confidence = self._occupation(sector)
        empty = np.isnan(self._fte) & ~wrong_amount
        amount = next((n for n in ("fte", "percent") if n in self._header.columns), "fte")
        self._report("empty_amount", amount, empty, {"column": amount})
        no_amount = np.isnan(self._fte) | wrong_amount
        left_out = np.select(
            [no_amount, municipality == "", sector == "", occupation == ""],
            ["amount", *(self._why(n) for n in ("municipality", "sector", "occupation"))],
            "",
        )
        rows = pd.DataFrame(
            {
                "row": self._rows,
                "municipality": municipality,
                "sector": sector,
                "occupation": occupation,
                "fte": self._fte,
                "confidence": confidence,
                "title": self._cells("title"),
                "left_out": left_out.astype(object),
            }
        )
        return rows, self._findings

    def _why(self, name: str) -> Codes:
        """What a row without a code lacks: a code for its value, or any value."""
        columns = {"sector": (*SERVICES, "sector"), "occupation": JOBS}.get(name, (name,))
        stated = np.any([self._cells(column) != "" for column in columns], axis=0)
        return np.where(stated, name, "empty").astype(object)

    def _municipality(self) -> Codes:
        found = self._resolved(
            "municipality", no_dates(municipality_decider(self._rules.codes.changes), digits=4)
        )
        self._tell(found, "municipality")
        self._tell_other_names(found.codes)
        empty = self._cells("municipality") == ""
        if self._rules.municipality:
            return np.where(empty, self._rules.municipality, found.codes)
        if "municipality" in self._header.columns:
            values: dict[str, Text] = {"column": "municipality", "name": say("Municipality")}
            self._report("empty_cell", "municipality", empty, values)
        return found.codes

    def _tell_other_names(self, codes: Codes) -> None:
        """Names of municipalities in columns beside that of the number, which say another."""
        decide = municipality_decider(self._rules.codes.changes)
        for column in other_municipalities(self._sheet, self._header):
            cells = self._sheet.cells[self._rows, column]
            named = resolve(cells, {}, decide).codes
            differs = (named != "") & (codes != "") & (named != codes)
            pairs = pd.DataFrame({"value": cells, "number": codes})[differs]
            for (value, number), rows in pairs.groupby(["value", "number"]):
                values = {"value": str(value), "number": str(number), "column": "municipality"}
                at = rows.index.to_numpy()
                self._add("municipality_name_differs", values, at, "municipality", ())

    def _sector(self) -> Codes:
        """By mapping, sector, function or unit; a department by what else the row says."""
        sector = self._resolved("sector", no_dates(sector_decider()))
        function = self._resolved("function", no_dates(function_decider()))
        unit = self._resolved("unit", no_dates(unit_decider(), whole_years=True))
        name = self._resolved("unit_name", unit_decider(), mapped_as="unit")
        title = resolve(self._cells("title"), {}, place_decider())
        guessed = np.full(len(self._rows), False)
        for answer, _, at in sector.reports:
            guessed[at] = answer.kind == "sector_by_words"
        by_unit = np.where(unit.codes != "", unit.codes, name.codes)
        by_unit = np.where((by_unit == "") & guessed, sector.codes, by_unit)
        stated_sector = np.where(guessed, "", sector.codes).astype(object)
        mapped = self._mapped(("unit", unit), ("unit_name", name), ("function", function))
        choice = choose_sectors(mapped, stated_sector, function.codes, by_unit, title.codes)
        choice = self._by_staff(choice)
        self._tell_sectors(sector, function, choice)
        stated = (self._cells("sector") != "") | (self._cells("function") != "")
        for column, found in (("unit", unit), ("unit_name", name)):
            for answer, value, at in found.reports:
                use = choice.by[at] == "unit" if answer.code else choice.codes[at] == ""
                self._tell_one(answer, value, at[use & (bool(answer.code) | ~stated[at])], column)
        empty = ~stated & (self._cells("unit") == "") & (self._cells("unit_name") == "")
        column = next((n for n in ("sector", "function") if n in self._header.columns), "unit")
        if column in self._header.columns:
            self._report("empty_cell", column, empty, {"column": column, "name": say("Sector")})
        return choice.codes

    def _by_staff(self, choice: Choice) -> Choice:
        """Units whose names say no one sector, by the titles of their staff."""
        name, number = self._cells("unit_name"), self._cells("unit")
        unit = np.where(name != "", name, number)
        unstated = (self._cells("sector") == "") | (choice.codes != "")
        units = np.where(unstated, unit, "").astype(object)
        codes, how = by_staff(choice.codes, self._cells("title"), units, self._fte)
        column = "unit_name" if (name != "").any() else "unit"
        names = dict(zip(*catalogue.sectors()[["sector", "name_nb"]].to_numpy().T, strict=True))
        told = pd.DataFrame({"unit": unit, "sector": codes, "how": how})[how != ""]
        for (value, sector, by), rows in told.groupby(["unit", "sector", "how"]):
            answer = Answer(sector, f"sector_by_{by}", values={"sector": names[sector]})
            self._tell_one(answer, str(value), rows.index.to_numpy(), column)
        return Choice(codes, np.where(how != "", how, choice.by).astype(object))

    def _mapped(self, *found: tuple[str, Resolved]) -> Codes:
        """Sectors that the planner chose for a unit or a function."""
        result = np.full(len(self._rows), "", dtype=object)
        for column, resolved in found:
            chosen = self._rules.mappings.get("unit" if column == "unit_name" else column, {})
            here = pd.Series(self._cells(column)).isin(list(chosen)).to_numpy()
            result = np.where(here & (result == ""), resolved.codes, result)
        return result

    def _tell_sectors(self, sector: Resolved, function: Resolved, choice: Choice) -> None:
        for answer, value, at in sector.reports:
            by = choice.by[at]
            if answer.kind == "department":
                self._tell_one(answer, value, at[by != "department"], "sector")
                spread = replace(answer, kind="department_spread")
                self._tell_one(spread, value, at[by == "department"], "sector")
            elif answer.code:
                self._tell_one(answer, value, at[by == "unit"], "sector")
            else:
                known = by != ""
                self._tell_one(Answer("", "sector_by_function"), value, at[known], "sector")
                self._tell_one(answer, value, at[~known], "sector")
        for answer, value, at in function.reports:
            use = at if answer.code else at[choice.codes[at] == ""]
            self._tell_one(answer, value, use, "function")
        differs = (choice.by == "sector") & (function.codes != "")
        differs &= function.codes != sector.codes
        names = dict(zip(*catalogue.sectors()[["sector", "name_nb"]].to_numpy().T, strict=True))
        told = pd.DataFrame(
            {"value": self._cells("function"), "by": function.codes, "stated": sector.codes}
        )[differs]
        for (value, by, stated), rows in told.groupby(["value", "by", "stated"]):
            values = {"sector": names[stated], "by_function": names[by]}
            answer = Answer(by, "sector_against_function", values=values)
            self._tell_one(answer, str(value), rows.index.to_numpy(), "function")

    def _occupation(self, sector: Codes) -> tuple[Codes, Codes]:
        """By the planner's mapping, else by code, title and service together; with how sure."""
        rules = self._rules
        decide = no_dates(
            occupation_decider(rules.codes.correspondence, rules.codes.name, rules.short_codes),
            digits=4,
        )
        mapped = Mapped(rules.mappings)
        one = np.array([service_of(str(code)) for code in sector], dtype=object)
        cells = {column: self._cells(column) for column in COLUMNS}
        names = [self._cells(column) for column in ("title", "unit_name", "unit")]
        cells |= {"sector": one, "function": functions_of(self._cells("function"), one, names)}
        translated = bool(rules.codes.correspondence)
        found = code_rows(cells, self._fte, mapped, decide, translated)
        codes = found.codes.copy()
        for column, held in found.systems.items():
            self._tell_system(column, held)
        for report in found.reports:
            self._tell_unknown(report.answer, report.value, report.at, report.column, codes)
        for column, value in mapped.overruled():
            self._tell_overruled(column, value)
        named = (cells["title"] != "") | (cells["position_code"] != "")
        unstated = (cells["occupation"] == "") | np.isin(
            np.char.lower(cells["occupation"].astype(str)), NOT_STATED
        )
        self._tell_nothing((codes == "") & unstated & ~named, codes)
        confidence = np.where(np.isin(codes, ["", MISSING]), MUST, found.confidence)
        self._tell_confidence(found.reports, confidence)
        return codes, confidence.astype(object)

    def _tell_system(self, column: str, held: Recognised) -> None:
        """What a column of codes holds, where its heading says otherwise."""
        if held.system in (CODE_COLUMNS[column], YRKESKATALOG) or not held.clear:
            return
        stated = self._cells(column) != ""
        kind = "styrk98_column" if held.system == STYRK98 else f"column_holds_{held.system}"
        if kind in KINDS:
            share = round(100 * held.score.known)
            self._report(kind, column, stated, {"share": str(share)})

    def _tell_overruled(self, column: str, value: str) -> None:
        values = {"column": column, "value": value}
        self._findings.append(Finding("mapping_overruled", values, self._sheet))

    def _tell_confidence(self, reports: Sequence[Report], confidence: Codes) -> None:
        """How many FTE stand on a title or position, and how surely."""
        if not any(report.answer.kind in CODED.values() for report in reports):
            return
        fte = {word: float(np.nansum(self._fte[confidence == word])) for word in CONFIDENCES}
        self._findings.append(Finding("coding_summary", fte, self._sheet, fte=sum(fte.values())))

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

    def _resolved(self, column: str, decide: Decide, mapped_as: str = "") -> Resolved:
        mapping = self._rules.mappings.get(mapped_as or column, {})
        return resolve(self._cells(column), mapping, decide)

    def _tell(self, found: Resolved, column: str) -> None:
        for answer, value, at in found.reports:
            self._tell_one(answer, value, at, column)

    def _tell_one(self, answer: Answer, value: str, at: NDArray[np.int64], column: str) -> None:
        if len(at):
            values = {"value": value, "column": column, **answer.values}
            self._add(answer.kind, values, at, column, answer.allowed)

    def _report(
        self, kind: str, column: str, where: NDArray[np.bool_], values: Mapping[str, Text]
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
        values: Mapping[str, Text],
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
