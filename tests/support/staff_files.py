"""Staff files as HR systems write them, for the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from autopot.messages import shown, speaking
from autopot.scenario import load_scenario
from autopot.workforce import load_staff
from autopot.workforce.staff import Finding, StaffFile

HEADER = ["Kommune", "Tjenesteområde", "Yrkeskode", "Årsverk"]
ROWS = [
    ["1103", "Skole", "2341", "10,5"],
    ["1103", "Helse og omsorg", "2223", "4"],
    ["1103", "Helse og omsorg", "5321", "1 000,25"],
]


def write_xlsx(path: Path, rows: list[list[Any]], sheet: str = "Ark1") -> Path:
    """A workbook with one sheet."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # "=1+1" stays text
    book.save(path)
    return path


def write_csv(
    path: Path, rows: list[list[Any]], delimiter: str = ";", encoding: str = "utf-8"
) -> Path:
    """A delimited file without quoting."""
    text = "\r\n".join(delimiter.join(str(cell) for cell in row) for row in rows) + "\r\n"
    path.write_bytes(text.encode(encoding))
    return path


def read(path: Path, **options: Any) -> StaffFile:
    """A staff file as `autopot check` reads it."""
    changes = {"file": str(path.resolve()), **options}
    return load_staff(load_scenario("base", {"workforce": changes}))


def kinds(staff: StaffFile) -> list[str]:
    """Kinds of the errors found."""
    return sorted(finding.kind for finding in staff.of("error"))


def told_words(finding: Finding) -> tuple[str, str, str]:
    """What was found, what is allowed, what to do, in bokmål."""
    with speaking("nb"):
        return finding.text()


def place(finding: Finding, file: str) -> str:
    """Where it was found, in bokmål."""
    return shown(finding.place(file), "nb")
