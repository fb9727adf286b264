"""Registers of any size, several years at once, as one staff file a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from autopot.questions.checking import checked
from autopot.results.staff.registers import Registers, RegisterYear
from autopot.scenario import load_scenario
from autopot.workforce import staff_options
from autopot.workforce.register import read_register
from autopot.workforce.staff import StaffFile


def aggregate(
    files: Sequence[str | Path],
    settings: Mapping[str, Any] | None = None,
    *,
    year_column: str | None = None,
    **options: Any,
) -> Registers:
    """Sum registers of persons or positions by the rules of staff files.

    Parameters
    ----------
    files : .parquet, or .csv in UTF-8, UTF-16 or Latin-1; of any size.
    settings : of a scenario, such as {"workforce": {"duplicates": "drop"}}; goes before options.
    year_column : heading of the year; else År, Year and the like, else the year in the file name.
    options : keys of the scenario's `workforce`, such as municipality, columns, mappings, codes.

    Returns
    -------
    One check for each year of each file; faults in the rows are findings, not errors.

    Raises
    ------
    InputError
        A file cannot be read as a table at all, or the extra `microdata` is not installed.
    """
    given = dict(settings or {})
    changes = {key: value for key, value in options.items() if value is not None}
    changes |= given.pop("workforce", None) or {}
    for key in ("mappings", "codes"):
        if key in changes:
            changes[key] = str(Path(changes[key]).resolve())
    years = []
    for file in files:
        path = Path(file).resolve()
        loaded = load_scenario("base", {**given, "workforce": {**changes, "file": str(path)}})
        for part in read_register(path, staff_options(loaded), year_column):
            check = checked(part.staff, loaded)
            years.append(RegisterYear(part.year, replace(check, staff=_lean(part.staff))))
    return Registers(sorted(years, key=lambda year: year.year or 0))


def _lean(staff: StaffFile) -> StaffFile:
    """The staff file with its rows summed to what the totals need: years must not pile up."""
    rows = staff.rows.groupby("left_out", as_index=False)[["count", "fte"]].sum()
    return replace(staff, rows=rows)
