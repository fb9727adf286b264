"""Every kind of finding in a staff file, with its words; one module for each part of the file."""

from __future__ import annotations

from autopot.workforce.staff.kinds.amounts import AMOUNTS
from autopot.workforce.staff.kinds.codes import CODES
from autopot.workforce.staff.kinds.coding import CODING
from autopot.workforce.staff.kinds.employment import EMPLOYMENT
from autopot.workforce.staff.kinds.files import FILES
from autopot.workforce.staff.kinds.forms import Kind, Severity
from autopot.workforce.staff.kinds.layout import LAYOUT
from autopot.workforce.staff.kinds.left_out import LEFT_OUT
from autopot.workforce.staff.kinds.personal import PERSONAL
from autopot.workforce.staff.kinds.places import PLACES
from autopot.workforce.staff.kinds.plausible import PLAUSIBLE
from autopot.workforce.staff.kinds.totals import TOTALS

__all__ = ["KINDS", "PERSONAL", "Kind", "Severity"]

KINDS: dict[str, Kind] = {
    **LAYOUT,
    **FILES,
    **PERSONAL,
    **PLACES,
    **CODES,
    **CODING,
    **AMOUNTS,
    **LEFT_OUT,
    **TOTALS,
    **EMPLOYMENT,
    **PLAUSIBLE,
}
"""Every kind of finding."""
