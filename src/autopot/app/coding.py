"""Codes that were chosen in the page, written into the planner's mapping file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from autopot.forms.codes import as_workbook, header_of, mapping_grid
from autopot.store import write_output
from autopot.workforce.staff.decided import field_shown
from autopot.workforce.staff.mappings import mapping_key


def put_codes(
    path: Path, codes: Iterable[tuple[str, str, str]], cleared: Iterable[tuple[str, str, str]]
) -> bool:
    """Write codes beside their values; what else stands in the file stays.

    Parameters
    ----------
    path : an .xlsx mapping file.
    codes : field, value and code; a value that has no row gets one at the end.
    cleared : the same for codes that were taken back; their rows keep no code.

    Returns
    -------
    Whether anything changed.
    """
    grid = mapping_grid(path)
    row, at = header_of(grid)
    wanted = {(field, value): "" for field, value, _ in cleared}
    wanted |= {(field, value): code for field, value, code in codes}
    changed = False
    for line in grid[row + 1 :]:
        said, value = (str(line[at[name]] or "") for name in ("field", "value"))
        key = mapping_key(said, value) if said and value else None
        if key not in wanted:
            continue
        code = wanted.pop(key)
        if str(line[at["code"]] or "") != code:
            line[at["code"]], changed = code or None, True
    width = max(map(len, grid))
    for (field, value), code in wanted.items():
        if code:
            line = [None] * width
            line[at["field"]], line[at["value"]] = field_shown(field), value
            line[at["code"]], changed = code, True
            grid.append(line)
    if changed:
        write_output(path, as_workbook(grid, path), replace=True)
    return changed
