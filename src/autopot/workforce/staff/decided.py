"""What the file says of each value that a mapping file decides, or should decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from autopot import catalogue
from autopot.messages import name_in, say, shown
from autopot.workforce.staff.coding.mapped import TOGETHER
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.personal import HIDDEN
from autopot.workforce.staff.reading import StaffFile
from autopot.workforce.staff.unmatched import TRANSLATABLE

Key = tuple[str, str]
LOOK_OVER = say("used as suggested; type a code if it is wrong")
MUST_HAVE = say("needs a code before the file can be run")
COLUMNS = ["field", "value", "code", "suggestions", "rows", "fte", "note"]
"""Columns of a list of decisions; field and value are our own key until they are shown."""


def decisions_needed(findings: Iterable[Finding]) -> bool:
    """Whether some value must be given a code before the file can be run."""
    return any(f.severity == "error" for f in _translatable(findings))


def _translatable(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that a code would settle; nothing can be coded of which nothing is shown."""
    return [f for f in findings if f.kind in TRANSLATABLE and f.values["value"] != HIDDEN]


def open_decisions(findings: Sequence[Finding]) -> pd.DataFrame:
    """Every value that a mapping could give a code: those that need one first, then by FTE.

    Parameters
    ----------
    findings : of a staff file.

    Returns
    -------
    `COLUMNS`, one row a value, in the language that is spoken; the code is empty.
    """
    rows = []
    for finding in _translatable(findings):
        field = str(finding.values["column"])
        means = shown(finding.values.get("means", ""))
        must = finding.severity == "error"
        note = str(MUST_HAVE if must else LOOK_OVER)
        suggested = "; ".join(map(str, finding.suggested())) or means
        field = "unit" if field == "unit_name" else field
        value = str(finding.values["value"])
        rows.append((field, value, "", suggested, finding.count, finding.fte, note, must))
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "must"])
    if frame.empty:
        return frame[COLUMNS]
    frame = frame.sort_values("must", ascending=False, kind="stable")
    together = {"code": "first", "suggestions": _joined, "rows": "sum", "fte": "sum"}
    together |= {"note": "first", "must": "max"}
    frame = frame.groupby(["field", "value"], as_index=False, sort=False).agg(together)
    down = [False, False, True]
    return frame.sort_values(["must", "fte", "value"], ascending=down, ignore_index=True)[COLUMNS]


def _joined(texts: pd.Series) -> str:
    return "; ".join(dict.fromkeys(part for text in texts for part in text.split("; ") if part))


def standing(staff: StaffFile, names: Iterable[str]) -> dict[Key, tuple[int, float]]:
    """Rows and FTE of every value in the file.

    Parameters
    ----------
    staff : the staff file.
    names : our columns, or several joined by +; in such a key the sector is our code for it.

    Returns
    -------
    (column or columns, value or values) -> rows and FTE.
    """
    wanted = set(names)
    result: dict[Key, tuple[int, float]] = {}
    for number, (sheet, header) in enumerate(zip(staff.sheets, staff.headers, strict=True)):
        rows = staff.rows[staff.rows["sheet"] == number]
        at = rows["row"].to_numpy(int)
        cells = {c: sheet.cells[at, place] for c, place in header.columns.items()}
        for name in wanted:
            for parts in _columns_of(name.split(TOGETHER), cells):
                values = [
                    rows["sector"].fillna("").to_numpy(object)
                    if part == "sector" and len(parts) > 1
                    else cells[part]
                    for part in parts
                ]
                text = pd.Series([TOGETHER.join(map(str, v)) for v in zip(*values, strict=True)])
                frame = pd.DataFrame({"n": rows["count"].to_numpy(), "fte": rows["fte"].to_numpy()})
                for value, some in frame.groupby(text.to_numpy()):
                    n, fte = result.get((name, str(value)), (0, 0.0))
                    found = (n + int(some["n"].sum()), fte + float(some["fte"].sum()))
                    result[name, str(value)] = found
    return result


def _columns_of(parts: Sequence[str], cells: dict[str, object]) -> list[list[str]]:
    """The columns of the file that a key is looked up in; a unit stands as number or as name."""
    several = len(parts) > 1
    ways = [list(parts)]
    if list(parts) == ["unit"]:
        ways.append(["unit_name"])
    return [way for way in ways if all(p in cells or (several and p == "sector") for p in way)]


def field_shown(name: str) -> str:
    """The name of a column, or of several together, as the planner knows it.

    >>> from autopot.messages import speaking
    >>> with speaking("nb"):
    ...     field_shown("title+sector")
    'Stilling + Sektor'
    """
    columns = catalogue.table("workforce/staff_columns").set_index("column")
    words = columns[name_in(columns.columns, "heading")]
    return f" {TOGETHER} ".join(str(words.get(part, part)) for part in name.split(TOGETHER))
