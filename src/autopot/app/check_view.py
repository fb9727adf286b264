"""A checked staff file as the page shows it: plain data, with every question beside its finding."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, get_args

from openpyxl.utils import get_column_letter

from autopot.app.asks import ASKS, COLUMNS_TO_CHOOSE, FOUND, MUNICIPALITY, REMEDIES, TIMES
from autopot.app.heads import heads_of
from autopot.messages import say, shown
from autopot.results.staff.check import SURE, StaffCheck
from autopot.scenario.workforce import StaffAmount, StaffKey
from autopot.tables import shown_table
from autopot.workforce.staff import Finding
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.choosing import SERVICES
from autopot.workforce.staff.decided import field_shown, open_decisions
from autopot.workforce.staff.personal_text import hidden

COLUMNS: tuple[str, ...] = (*get_args(StaffKey), *get_args(StaffAmount))


def check_view(found: StaffCheck) -> dict[str, Any]:
    """What the page shows of a check.

    Parameters
    ----------
    found : the check.

    Returns
    -------
    ok, lines, totals, tables (heading, rows of text), columns, heads (first rows of a sheet without
    headings), fields (our columns), findings by severity, decisions, groups (with titles that lack
    a code), confidence; all of it text, numbers and lists of these.
    """
    title, *lines = found.lines()
    decisions = _decisions(found)
    lacking = Counter(name for one in decisions if one["must"] for name in one["groups"])
    return {
        "ok": found.ok,
        "title": title,
        "lines": lines,
        "totals": found.totals(),
        "tables": [_table(one) for one in found.tables()],
        "columns": _columns(found),
        "heads": heads_of(found.of("error")),
        "fields": [(name, field_shown(name)) for name in COLUMNS],
        "findings": {
            severity: [_finding(one, found.staff.name) for one in found.of(severity)]
            for severity in ("error", "warning", "note")
        },
        "decisions": decisions,
        "groups": sorted(lacking.items()),
        "asks_municipality": _any_of(found, MUNICIPALITY),
        "asks_columns": _any_of(found, COLUMNS_TO_CHOOSE),
        "confidence": {k: round(v, 2) for k, v in found.staff.fte_by_confidence.items()},
        "sectors": sorted(set(found.staff.cells["sector"])),
    }


def _any_of(found: StaffCheck, kinds: tuple[str, ...]) -> bool:
    return any(one.kind in kinds for one in found.of("error"))


def _table(table: Any) -> dict[str, Any]:
    shape = shown_table(table)
    return {"title": shape.title, "headings": list(shape.headings), "rows": shape.rows}


def _columns(found: StaffCheck) -> list[dict[str, Any]]:
    """The columns of every sheet, as they were understood; no cell of a column that is not read."""
    sheets = []
    for sheet, header in zip(found.staff.sheets, found.staff.headers, strict=True):
        ours = {place: name for name, place in header.columns.items()}
        listed = [
            {
                "letter": _name(sheet, header.row, place),
                "heading": hidden(str(sheet.cells[header.row, place]), True),
                "ours": ours.get(place, ""),
                "personal": place in header.personal,
            }
            for place in range(sheet.cells.shape[1])
            if str(sheet.cells[header.row, place]).strip()
        ]
        read = [
            {
                "ours": name,
                "name": field_shown(name),
                "letter": _name(sheet, header.row, header.columns.get(name)),
            }
            for name in COLUMNS
        ]
        sheets.append({"sheet": hidden(sheet.name, True), "read": read, "there": listed})
    return sheets


def _name(sheet: Sheet, row: int, place: int | None) -> str:
    """What a column is chosen by: its letter, or the heading where a file has no letters."""
    if place is None:
        return ""
    return get_column_letter(place + 1) if sheet.lettered else str(sheet.cells[row, place])


def _finding(finding: Finding, file: str) -> dict[str, Any]:
    found, allowed, remedy = plain(finding)
    ask = _ask(finding)
    return {
        "kind": finding.kind,
        "place": shown(finding.place(file)).removeprefix(file).strip(),
        "found": found,
        "allowed": "" if ask else allowed,
        "remedy": "" if ask else remedy,
        "fte": round(finding.fte, 2),
        "rows": finding.count,
        "ask": ask,
        "coded": finding.severity == "error" and {"column", "value"} <= set(finding.values),
        "sure": finding.kind in SURE,
    }


def plain(finding: Finding) -> tuple[str, str, str]:
    """Found, allowed and remedy in words of the page, which knows no commands.

    Parameters
    ----------
    finding : of the check.
    """
    found, allowed, remedy = finding.parts()
    if finding.kind in FOUND:
        found = replace(found, text=FOUND[finding.kind].text)
    if finding.kind in REMEDIES:
        remedy = REMEDIES[finding.kind]
    return shown(found), shown(allowed), shown(remedy)


def _ask(finding: Finding) -> dict[str, Any] | None:
    """The question that a finding asks, with its choices."""
    listed = [(str(one), hidden(str(one), True)) for one in finding.allowed]
    if finding.kind in TIMES:
        return {"key": str(finding.values["key"]), "options": listed}
    ask = ASKS.get(finding.kind)
    if ask is None:
        return None
    options = [(value, shown(words)) for value, words in ask.options.items()] or listed
    return {"key": ask.key, "options": options} if options else None


def _groups(found: StaffCheck) -> dict[tuple[str, str], list[str]]:
    """Column and value that lack a code -> the sectors or units of the file that they stand in."""
    groups: dict[tuple[str, str], set[str]] = {}
    places = {id(s): h for s, h in zip(found.staff.sheets, found.staff.headers, strict=True)}
    for one in found.of("error"):
        header = places.get(id(one.sheet))
        if one.sheet is None or header is None or not {"column", "value"} <= set(one.values):
            continue
        place = next((header.columns[n] for n in SERVICES if n in header.columns), None)
        if place is None or one.values["column"] in SERVICES:
            continue
        names = {hidden(str(one.sheet.cells[row, place]), True) for row in one.rows}
        key = (str(one.values["column"]), str(one.values["value"]))
        groups.setdefault(key, set()).update(names - {""})
    return {key: sorted(names) for key, names in groups.items()}


def _decisions(found: StaffCheck) -> list[dict[str, Any]]:
    """Every value that a code would settle: those that need one first, then by FTE."""
    must = {
        (str(one.values["column"]).replace("unit_name", "unit"), str(one.values["value"]))
        for one in found.of("error")
        if "column" in one.values and "value" in one.values
    }
    frame = open_decisions(found.findings)
    groups = _groups(found)
    return [
        {
            "groups": groups.get((row.field, row.value), []),
            "field": row.field,
            "name": field_shown(str(row.field)),
            "value": row.value,
            "suggestions": [part for part in str(row.suggestions).split("; ") if part],
            "rows": int(row.rows),
            "fte": shown(say("{fte:,.1f}", fte=float(row.fte))),
            "must": (row.field, row.value) in must,
        }
        for row in frame.itertuples(index=False)
    ]
