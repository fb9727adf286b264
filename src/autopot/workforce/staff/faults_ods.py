"""Cells of an .ods that hold an error: calamine reads them as empty."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.parsers.expat import ParserCreate

Faults = dict[tuple[int, int], str]
ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|[A-ZÆØÅ/0-9]+[!?])|Err:\d+")
MAY_HAVE = re.compile(rb">\s*(?:#|Err:)")
MOST_REPEATED = 1000
"""Equal cells in error that stand in a row; more than that is an empty margin."""


def ods_faults(path: Path) -> dict[str, Faults]:
    """Errors of formulas in every sheet of an .ods.

    Parameters
    ----------
    path : the file.

    Returns
    -------
    Name of the sheet -> row and column from 0 -> the error as shown, such as "#DIV/0!".
    """
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    if not MAY_HAVE.search(content):
        return {}
    reader = _Reader()
    parser = ParserCreate()
    parser.EntityDeclHandler = reader.entity
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.buffer_text = True
    parser.Parse(content, True)
    return reader.found


class _Reader:
    """Counts rows and cells, which may stand for several."""

    def __init__(self) -> None:
        self.found: dict[str, Faults] = {}
        self._sheet, self._row, self._column = "", 0, 0
        self._rows, self._columns, self._formula, self._text = 1, 1, False, ""

    def entity(self, *_: Any) -> None:
        raise ValueError("entities are not allowed")

    def start(self, name: str, about: dict[str, str]) -> None:
        if name == "table:table":
            self._sheet, self._row = about.get("table:name", ""), 0
        elif name == "table:table-row":
            self._rows, self._column = int(about.get("table:number-rows-repeated", 1)), 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._columns = int(about.get("table:number-columns-repeated", 1))
            error = about.get("calcext:value-type") == "error"
            self._formula, self._text = error or "table:formula" in about, ""

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._rows
        elif name in ("table:table-cell", "table:covered-table-cell"):
            if self._formula and ERROR.fullmatch(self._text.strip()):
                own = self.found.setdefault(self._sheet, {})
                for row in range(min(self._rows, MOST_REPEATED)):
                    for column in range(min(self._columns, MOST_REPEATED)):
                        own[self._row + row, self._column + column] = self._text.strip()
            self._column += self._columns
            self._formula = False

    def characters(self, text: str) -> None:
        if self._formula:
            self._text += text
