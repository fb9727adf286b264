"""The mapping file of a staff file: found beside it, and kept up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zipfile import BadZipFile

from autopot.errors import InputError
from autopot.forms.codes import (
    Grid,
    as_delimited,
    as_workbook,
    mapping_grid,
    merged,
)
from autopot.store import write_output
from autopot.workforce.staff import Finding, StaffFile
from autopot.workforce.staff.decided import decisions_needed, open_decisions, standing
from autopot.workforce.staff.mappings import FIELDS, mapping_key
from autopot.workforce.staff.personal import HIDDEN
from autopot.workforce.staff.personal_files import hidden_path

ENDING = "-koblinger"
KINDS = (".xlsx", ".csv")


@dataclass(frozen=True)
class SavedMappings:
    """Where the mapping file stands.

    Parameters
    ----------
    path : the file.
    written : whether it was changed now.
    open_elsewhere : the file that is open in Excel, so that a new one was written beside it.
    """

    path: Path
    written: bool
    open_elsewhere: Path | None = None


def clean_stem(path: Path) -> str:
    """A file's name without its ending and without what looks personal."""
    return hidden_path(path.stem).replace(HIDDEN, "").strip(" -_.,") or "ansatte"


def mappings_beside(staff: Path) -> Path | None:
    """The mapping file that stands beside a staff file, if there is one."""
    names = (f"{clean_stem(staff)}{ENDING}{kind}" for kind in KINDS)
    return next((p for name in names if (p := staff.parent / name).is_file()), None)


def save_mappings(
    staff: StaffFile, findings: Sequence[Finding], path: Path
) -> SavedMappings | None:
    """Bring a mapping file up to date, or make it where a decision is needed.

    Parameters
    ----------
    staff, findings : the staff file and all there is to say of it.
    path : the mapping file, whether it is there or not; a new one is in the language spoken.

    Returns
    -------
    Where it stands; None where there is none and none is needed.

    Raises
    ------
    InputError
        It cannot be written.
    """
    old = _old(path)
    if not old and not decisions_needed(findings):
        return None
    if old is None:
        path = _free(path, ".xlsx")
        old = []
    names = {key[0] for line in old for key in _keys(line)} or set(FIELDS)
    there = standing(staff, names) if "sheet" in staff.rows else None  # not of a register
    grid = merged(old, open_decisions(findings), there, date.today())
    if grid is None:
        return SavedMappings(path, False)
    target = _free(path, path.suffix) if _open(path) else path
    if target.suffix.lower() == ".csv":
        content = as_delimited(grid)
    else:
        content = as_workbook(grid, path if path.is_file() else None)
    write_output(target, content, str(target), replace=True)  # what was typed is in the content
    return SavedMappings(target, True, path if target != path else None)


def not_in_file(staff: StaffFile, mappings: dict[str, dict[str, str]]) -> list[Finding]:
    """A note of mappings whose value does not stand in the staff file, as in a shared one.

    Parameters
    ----------
    staff : as read.
    mappings : field -> value -> code, as read from the mapping files.

    Returns
    -------
    One finding with their number, or none.
    """
    there = standing(staff, mappings)
    absent = [(f, v) for f, values in mappings.items() for v in values if (f, v) not in there]
    if not absent:
        return []
    return [Finding("mapping_not_in_file", {"number": str(len(absent))})]


def _keys(line: Sequence[object]) -> list[tuple[str, str]]:
    texts = ["" if cell is None else str(cell) for cell in line[:2]]
    key = mapping_key(texts[0], texts[1]) if len(texts) == 2 and all(texts) else None
    return [key] if key else []


def _old(path: Path) -> Grid | None:
    """The cells of the file; empty where there is none, None where it cannot be changed."""
    if not path.is_file():
        return []
    if path.suffix.lower() not in KINDS:
        return None
    try:
        return mapping_grid(path)
    except (ValueError, OSError, KeyError, BadZipFile, InputError):
        return None


def _free(path: Path, suffix: str) -> Path:
    """A name beside the file that nothing has."""
    names = (path.with_name(f"{path.stem}-ny{n or ''}{suffix}") for n in (0, *range(2, 1000)))
    return next(name for name in names if not name.exists())


def _open(path: Path) -> bool:
    """Whether Excel has the file open: then it keeps a file of its own beside it."""
    return path.with_name(f"~${path.name}").exists()
