"""Values of a staff file that need a code: the planner's list of what to translate."""

from __future__ import annotations

import pandas as pd

from autopot.workforce.staff.reading import StaffFile

TRANSLATABLE = (
    "unknown_municipality",
    "ambiguous_municipality",
    "unknown_sector",
    "unknown_function",
    "unmapped_unit",
    "unknown_occupation",
    "unknown_title",
    "unmapped_position",
    "coded_not",
    "coded_likely",
    "code_system_unclear",
    "disco_code",
    "lost_zero_occupation",
    "seven_digits",
    "not_in_correspondence",
    "short_code",
    "long_code",
    "group_spread",
    "unknown_spread",
)
"""Findings that a row in a mapping file would settle."""

COLUMNS = ["field", "value", "rows", "fte", "suggestions"]


def unmatched_values(staff: StaffFile) -> pd.DataFrame:
    """Every distinct value that a mapping file can give a code.

    Parameters
    ----------
    staff : the staff file.

    Returns
    -------
    field, value, rows, fte, suggestions (joined by "; "), most FTE first.
    """
    rows = [
        (f.values["column"], f.values["value"], f.count, f.fte, "; ".join(f.allowed))
        for f in staff.findings
        if f.kind in TRANSLATABLE
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.sort_values(["fte", "value"], ascending=[False, True], ignore_index=True)
