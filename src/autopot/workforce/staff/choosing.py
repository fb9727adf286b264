"""Which sheets of a file are staff lists, in a shape that can be read row by row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from autopot.workforce.staff.cells import Kind, Sheet
from autopot.workforce.staff.cross_tables import cross_table
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header, find_header, nearest_header
from autopot.workforce.staff.profiles import Profile
from autopot.workforce.staff.rules import Rules
from autopot.workforce.staff.services import place_decider, sector_decider
from autopot.workforce.staff.shapes import filled_down, joined_headings
from autopot.workforce.staff.summed_columns import summed_columns
from autopot.workforce.staff.words import plain

EXAMPLE_SHEETS = ("eksempel", "døme", "example")
"""Sheets of our own template that show how to fill in, and are never read."""

SERVICES = ("sector", "function", "unit", "unit_name")
PERIOD = re.compile(
    r"\d|jan|feb|mars|april|mai|juni|juli|aug|sept|okt|nov|des|kvartal|kopi|gammel|gamle|ny\b", re.I
)
"""Names of sheets that hold the same staff at another time."""


@dataclass(frozen=True)
class Options:
    """What the planner says about the file.

    Parameters
    ----------
    sheets : names of the sheets to read; empty: the one that looks like a staff list.
    columns : our column -> heading in the file, or headings of columns to be summed.
    personal_columns : ignore columns with personal data, or refuse the file.
    profile : the planner's own names of columns; None: a packaged profile, if one fits.
    blank_groups : fill groups that stand once, as in a pivot table, or refuse.
    rules : how cells are to be read.
    """

    sheets: Sequence[str] = ()
    columns: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    personal_columns: str = "ignore"
    profile: Profile | None = None
    blank_groups: str = "fill"
    rules: Rules = field(default_factory=Rules)

    def headings(self) -> dict[str, str]:
        """Our column -> the heading, or the first of those to be summed."""
        return {c: h if isinstance(h, str) else h[0] for c, h in self.columns.items()}


@dataclass(frozen=True)
class StaffTable:
    """A sheet that is a staff list.

    Parameters
    ----------
    sheet : in a shape that is read row by row.
    header : where its columns are.
    mapping : our column -> heading, as the planner chose it.
    findings : what to say of its layout.
    """

    sheet: Sheet
    header: Header
    mapping: Mapping[str, str]
    findings: list[Finding]


def staff_table(sheet: Sheet, options: Options) -> StaffTable | None:
    """A sheet as a staff list; None where it is none.

    Parameters
    ----------
    sheet : as it stands in the file.
    options : what the planner says about it.
    """
    mapping = options.headings()
    crossed = None if mapping else cross_table(sheet)
    sheet, findings = (sheet, []) if crossed is None else crossed
    sheet, told = joined_headings(sheet, mapping, options.profile)
    findings += told
    header, _ = find_header(sheet, mapping, options.profile)
    if header is None:
        return None
    lists = {c: list(h) for c, h in options.columns.items() if not isinstance(h, str)}
    if lists:
        sheet, names = summed_columns(sheet, header.row, lists)
        mapping.update(names)
        findings = [f for f in findings if f.values.get("column") not in names]
    header, told = find_header(sheet, mapping, options.profile)
    if header is None:
        return None
    sheet, filled = filled_down(sheet, header, options.blank_groups)
    return StaffTable(sheet, header, mapping, findings + told + filled)


def choose_sheets(
    sheets: Sequence[Sheet], options: Options
) -> tuple[list[StaffTable], list[Finding]]:
    """The sheets to read.

    Parameters
    ----------
    sheets : all sheets of the file.
    options : what the planner says about it.

    Returns
    -------
    The staff lists, and what to say of the sheets; no list is left where the choice is the
    planner's.
    """
    names = tuple(sheet.name for sheet in sheets if not sheet.hidden)
    if options.sheets:
        wanted = {name.casefold() for name in options.sheets}
        there = {sheet.name.casefold() for sheet in sheets}
        unknown = [n for n in options.sheets if n.casefold() not in there]
        if unknown:
            return [], [Finding("no_sheet", {"sheet": n}, allowed=names) for n in unknown]
        candidates = [sheet for sheet in sheets if sheet.name.casefold() in wanted]
    else:
        candidates = [s for s in sheets if s.name.casefold() not in EXAMPLE_SHEETS and not s.hidden]
    found = [(sheet, staff_table(sheet, options)) for sheet in candidates]
    staff = [table for _, table in found if table is not None]
    if not staff or (options.sheets and len(staff) < len(candidates)):
        without = [sheet for sheet, table in found if table is None] or list(sheets)
        if not options.sheets and without:
            without = [max(without, key=lambda sheet: sheet.cells.size)]
        nothing = Finding("no_header", {"headings": "-"})
        return [], [nearest_header(sheet) for sheet in without] or [nothing]
    findings = []
    if len(staff) > 1 and not options.sheets:
        both = tuple(table.sheet.name for table in staff)
        if not _parts(staff):
            return [], [_choice_of_sheets(both)]
        findings.append(Finding("sheets_together", allowed=both))
    if len(staff) > 1:
        staff = [_named_service(table, options) for table in staff]
    read = [table.sheet.name for table in staff]
    left = [s for s in sheets if s.name not in read and len(s.cells)]
    for kind, hidden in (("sheets_left", False), ("hidden_sheets", True)):
        if told := tuple(s.name for s in left if s.hidden is hidden):
            findings.append(Finding(kind, allowed=told))
    return staff, findings


def _choice_of_sheets(names: tuple[str, ...]) -> Finding:
    """Several lists, of which the planner is to choose; a name like 2024 is text only in quotes."""
    quoted = ["'" + name.replace("'", "''") + "'" for name in names]
    values = {"first": quoted[0], "both": ", ".join(quoted)}
    return Finding("several_sheets", values, allowed=names)


def _parts(tables: Sequence[StaffTable]) -> bool:
    """Whether sheets are parts of one list: equal headings, other rows, no time in a name."""
    rows = [{tuple(row) for row in t.sheet.cells[t.header.row + 1 :]} for t in tables]
    alike = any(
        len(one & other) * 2 > min(len(one), len(other)) for one, other in combinations(rows, 2)
    )
    headings = {tuple(plain(c) for c in table.sheet.cells[table.header.row]) for table in tables}
    return (
        not alike
        and len(headings) == 1
        and not any(PERIOD.search(table.sheet.name) for table in tables)
    )


def _named_service(table: StaffTable, options: Options) -> StaffTable:
    """The list with its sector in every row, where only the name of the sheet tells it."""
    name, header = table.sheet.name, table.header
    known = sector_decider()(name).code or place_decider()(name).code
    if set(header.columns) & set(SERVICES) or not known:
        return table
    sheet = table.sheet
    column = np.full((len(sheet.cells), 1), "", dtype=object)
    column[header.row :] = name
    column[header.row] = "Sektor" if sector_decider()(name).code else "Enhetsnavn"
    kinds = np.where(column == "", Kind.EMPTY, Kind.TEXT).astype(np.uint8)
    empty = (sheet.cells == "").all(axis=1)
    column[empty], kinds[empty] = "", Kind.EMPTY
    wider = replace(
        sheet,
        cells=np.hstack([sheet.cells, column]),
        kinds=np.hstack([sheet.kinds, kinds]),
        values=np.hstack([sheet.values, np.full(column.shape, np.nan)]),
        look=None,
    )
    again, _ = find_header(wider, table.mapping, options.profile)
    return replace(table, sheet=wider, header=again or header)
