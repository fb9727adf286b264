"""The occupation of every row that counts, and how sure: by mapping, code, title and service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from autopot.workforce.staff.coding.mapped import Mapped
from autopot.workforce.staff.coding.positions import STYRK98
from autopot.workforce.staff.coding.readings import CONFIDENCES, MUST
from autopot.workforce.staff.coding.rows import (
    CODE_COLUMNS,
    CODED,
    COLUMNS,
    CodedRows,
    Report,
    code_rows,
)
from autopot.workforce.staff.coding.systems import YRKESKATALOG, Recognised
from autopot.workforce.staff.columns import Codes, Columns
from autopot.workforce.staff.dates import no_dates
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.jobs import MISSING, occupation_decider
from autopot.workforce.staff.kinds import KINDS
from autopot.workforce.staff.resolving import CodeAnswer
from autopot.workforce.staff.sector_choice import service_of
from autopot.workforce.staff.staff_sectors import functions_of

UNKNOWN = (
    "unknown_occupation",
    "unknown_title",
    "not_in_correspondence",
    "unmapped_position",
    "coded_not",
)
"""Findings that mean: the occupation is not known."""

JOB_COLUMNS = ("occupation", "title", "position_code")
"""Columns in which an empty cell is named, the first that the file has."""


class OccupationColumns:
    """Reads the columns that say what a row's job is.

    Parameters
    ----------
    columns : the columns of the rows that count; what is found is told to them.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def read(self, sector: Codes) -> tuple[Codes, Codes]:
        """By the planner's mapping, else by code, title and service together; with how sure."""
        rules = self._columns.rules
        decide = no_dates(
            occupation_decider(rules.codes.correspondence, rules.codes.name, rules.short_codes),
            digits=4,
        )
        mapped = Mapped(rules.mappings)
        one = np.array([service_of(str(code)) for code in sector], dtype=object)
        cells = {column: self._columns.cells(column) for column in COLUMNS}
        names = [self._columns.cells(column) for column in ("title", "unit_name", "unit")]
        cells |= {
            "sector": one,
            "function": functions_of(self._columns.cells("function"), one, names),
        }
        translated = bool(rules.codes.correspondence)
        found = code_rows(cells, self._columns.fte, mapped, decide, translated)
        codes = found.codes.copy()
        for column, held in found.systems.items():
            self._tell_system(column, held)
        for report in found.reports:
            self._tell_unknown(report.answer, report.value, report.at, report.column, codes)
        for column, value in mapped.overruled():
            self._tell_overruled(column, value)
        self._tell_nothing((found.codes == "") & ~_refused(found), codes)
        confidence = np.where(np.isin(codes, ["", MISSING]), MUST, found.confidence)
        self._tell_confidence(found.reports, confidence)
        return codes, confidence.astype(object)

    def _tell_system(self, column: str, held: Recognised) -> None:
        """What a column of codes holds, where its heading says otherwise."""
        if held.system in (CODE_COLUMNS[column], YRKESKATALOG) or not held.clear:
            return
        stated = self._columns.cells(column) != ""
        kind = "styrk98_column" if held.system == STYRK98 else f"column_holds_{held.system}"
        if kind in KINDS:
            share = round(100 * held.score.known)
            self._columns.report(kind, column, stated, {"share": str(share)})

    def _tell_overruled(self, column: str, value: str) -> None:
        values = {"column": column, "value": value}
        self._columns.findings.append(Finding("mapping_overruled", values, self._columns.sheet))

    def _tell_confidence(self, reports: Sequence[Report], confidence: Codes) -> None:
        """How many FTE stand on a title or position, and how surely."""
        if not any(report.answer.kind in CODED.values() for report in reports):
            return
        fte = {
            word: float(np.nansum(self._columns.fte[confidence == word])) for word in CONFIDENCES
        }
        self._columns.findings.append(
            Finding("coding_summary", fte, self._columns.sheet, fte=sum(fte.values()))
        )

    def _tell_nothing(self, nothing: NDArray[np.bool_], codes: Codes) -> None:
        """Rows that say nothing of the occupation."""
        there = self._columns.header.columns
        column = next((name for name in JOB_COLUMNS if name in there), "title")
        if self._columns.rules.unknown_occupation == "spread":
            codes[nothing] = MISSING
            self._columns.report("nothing_spread", column, nothing, {"column": column})
            return
        codes[nothing] = ""
        if column in there:
            self._columns.report("no_occupation_given", column, nothing, {"column": column})

    def _tell_unknown(
        self, answer: CodeAnswer, value: str, at: NDArray[np.int64], column: str, codes: Codes
    ) -> None:
        """Report an answer; an unknown occupation is spread where the planner asked for that."""
        spread = self._columns.rules.unknown_occupation == "spread" and answer.kind in UNKNOWN
        if spread:
            codes[at] = MISSING
            answer = replace(answer, kind="unknown_spread", allowed=())
        self._columns.tell_one(answer, value, at, column)


def _refused(found: CodedRows) -> NDArray[np.bool_]:
    """(n,) rows whose occupation is already reported as an error."""
    refused = np.zeros(len(found.codes), dtype=bool)
    for report in found.reports:
        if KINDS[report.answer.kind].severity == "error":
            refused[report.at] = True
    return refused
