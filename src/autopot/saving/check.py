"""What a check leaves: the workbook of findings, and the mapping file to fill in."""

from __future__ import annotations

from pathlib import Path

from autopot.errors import InputError, Problem, wrong_ending
from autopot.forms.code_files import ENDING, SavedMappings, clean_stem, save_mappings
from autopot.messages import Message, say
from autopot.results.keeping import writes
from autopot.results.staff.check import StaffCheck
from autopot.saving.check_workbook import build_check_workbook
from autopot.store import write_output
from autopot.workforce import staff_path
from autopot.workforce.staff.personal_files import hidden_path


@writes(StaffCheck)
def save_check(check: StaffCheck, path: str | Path) -> Path:
    """Write the check as a workbook: summary, findings, marked copy of what was used.

    Parameters
    ----------
    check : what was found.
    path : an .xlsx file, not the checked file itself.

    Returns
    -------
    The file.

    Raises
    ------
    InputError
        The path has another ending, is the checked file or its mapping file, or cannot be written.
    """
    target = Path(path)
    place = f"--out {target}"
    if target.suffix.lower() != ".xlsx":
        raise wrong_ending(place, ".xlsx")
    if target.exists() and hidden_path(target.name) == check.staff.name:
        raise InputError(_taken(place, say("the file that is checked")))
    if check.mappings is not None and target.resolve() == check.mappings.resolve():
        raise InputError(_taken(place, say("the mapping file, with what you have typed")))
    ledger = check.tables()[0]
    content = build_check_workbook(check.staff, check.findings, check.lines(), ledger)
    return write_output(target, content, place)


@writes(StaffCheck, "save_mappings")
def save_check_mappings(check: StaffCheck, path: str | Path | None = None) -> SavedMappings | None:
    """Add what must be decided to the mapping file; nothing that stands there is lost.

    Parameters
    ----------
    check : what was found.
    path : as for `autopot.api.StaffCheck.save_mappings`.

    Returns
    -------
    Where it stands; None where there is nothing to decide, or no file to stand beside.

    Raises
    ------
    InputError
        The file cannot be written.
    """
    target = check.mappings if path is None else Path(path)
    if target is None:
        if check.scenario.scenario.workforce.file is None:
            return None
        staff = staff_path(check.scenario)
        target = staff.parent / f"{clean_stem(staff)}{ENDING}.xlsx"
    return save_mappings(check.staff, check.findings, target)


def _taken(place: str, found: Message) -> Problem:
    """What is asked to be written over must stand as it is."""
    return Problem(place, found, say("another name"), say("choose another file"))
