"""Delimited text as HR systems write it: one delimiter and one quote for the whole file.

A quote counts only where it opens a cell and closes it before a delimiter or the end of the line;
any other is a sign like others. A quoted cell that swallows whole lines is refused, for nobody can
know how much of the file was meant to be in it.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.workforce.staff.encodings import decode

DELIMITERS = (";", "\t", ",", "|")
LOOKED_AT = 200
"""Lines that decide the dialect."""

CELL_LIMIT = 1_000_000_000
MOST_LINES = 30
"""Lines that a quoted cell with several delimiters in each may hold."""


@dataclass(frozen=True)
class Table:
    """A delimited text file.

    Parameters
    ----------
    rows : cells of each row.
    how : how it was read: "cp1252, ;".
    first_line : number of the line of the first row.
    lines : line of each row, from 0 for the first; None where every row is one line.
    """

    rows: list[list[str]]
    how: str
    first_line: int
    lines: list[int] | None = None


def read_delimited(path: Path) -> Table:
    """The rows of a delimited text file.

    Parameters
    ----------
    path : the file.

    Raises
    ------
    InputError
        The bytes are no text, or a quoted cell never ends or holds whole rows.
    """
    text, encoding = decode(path.read_bytes(), str(path))
    text, stated = _without_stated_delimiter(text)
    delimiter = stated or find_delimiter(text)
    quote = _quote(text, delimiter)
    first, lines = 1 + bool(stated), None
    rows = _plain_rows(text, delimiter, quote)
    if not rows:
        rows, lines = _careful_rows(text, delimiter, quote, str(path), first)
    rows = _unwrapped(rows)
    how = f"{encoding}, {'tab' if delimiter == chr(9) else delimiter}"
    return Table(rows, how, first, lines)


def _unwrapped(rows: list[list[str]]) -> list[list[str]]:
    """The rows of a file whose every line stands in quotes as one cell, as when saved twice.

    >>> _unwrapped([["a;b"], ["1;2"]]), _unwrapped([["a"], ["1,5"]])
    ([['a', 'b'], ['1', '2']], [['a'], ['1,5']])
    """
    if not rows or any(len(row) != 1 for row in rows):
        return rows
    lines = [row[0] for row in rows]
    delimiter = find_delimiter("\n".join(lines))
    inner = [split_line(line, delimiter) for line in lines]
    return inner if len(inner[0]) > 1 else rows


def _without_stated_delimiter(text: str) -> tuple[str, str]:
    """The text without a first line such as sep=; and the delimiter it states."""
    found = re.match(r'"?sep=(.)"?[ ]*(?:\r\n|\n|\r)', text, re.I)
    return (text[found.end() :], found[1]) if found else (text, "")


def find_delimiter(text: str) -> str:
    """The delimiter that cuts most lines into the same number of cells, more than one.

    >>> find_delimiter("yrke;årsverk\\n2223;0,8\\n5321;1,0")
    ';'
    """
    lines = [line for line in re.split(r"\r\n|\n|\r", text, maxsplit=LOOKED_AT) if line.strip()]
    best, score = DELIMITERS[0], 0
    for delimiter in DELIMITERS:
        counts = [len(split_line(line, delimiter)) for line in lines[:LOOKED_AT]]
        agreement = max((counts.count(n) for n in set(counts) if n > 1), default=0)
        if agreement > score:
            best, score = delimiter, agreement
    return best


def split_line(line: str, delimiter: str, quote: str = '"') -> list[str]:
    """The cells of one line.

    Parameters
    ----------
    line : without its end.
    delimiter : one sign.
    quote : one sign; two of them in a quoted cell are one.

    >>> split_line('253;"Rør 5" og mer";10;"a;""b";x', ";")
    ['253', 'Rør 5" og mer', '10', 'a;"b', 'x']
    """
    if quote not in line:
        return line.split(delimiter)
    cells, at, patterns = [], 0, _patterns(delimiter, quote, several_lines=False)
    while True:
        cell, at = _cell(line, at, delimiter, quote, patterns)
        cells.append(cell)
        if at >= len(line):
            return cells
        at += 1
        if at == len(line):
            return [*cells, ""]


def _quote(text: str, delimiter: str) -> str:
    """The sign around cells: ' only where most cells stand in it."""
    lines = re.split(r"\r\n|\n|\r", text, maxsplit=LOOKED_AT)[:LOOKED_AT]
    cells = [cell for line in lines for cell in line.split(delimiter) if cell.strip()]
    single = sum(len(c) > 1 and c[0] == c[-1] == "'" for c in cells)
    return "'" if cells and single > len(cells) / 2 else '"'


def _plain_rows(text: str, delimiter: str, quote: str) -> list[list[str]]:
    """The rows of a file in which every quote is in its place and every row on a line of its own.

    Returns
    -------
    The rows; none where the file is not so.
    """
    limit = csv.field_size_limit(CELL_LIMIT)
    try:
        lines = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=delimiter,
            quotechar=quote,
            skipinitialspace=True,
            strict=True,
        )
        rows = list(lines)
        return rows if lines.line_num == len(rows) else []
    except csv.Error:
        return []
    finally:
        csv.field_size_limit(limit)


Patterns = tuple[re.Pattern[str], re.Pattern[str]]


def _patterns(delimiter: str, quote: str, several_lines: bool) -> Patterns:
    """A cell between quotes with its own doubled, and one with quotes that are not, on a line."""
    d, q = re.escape(delimiter), re.escape(quote)
    end, inside = rf"[ ]*(?={d}|[\r\n]|\Z)", rf"[^{q}]" if several_lines else rf"[^{q}\r\n]"
    proper = re.compile(rf"[ ]*{q}((?:{inside})*+(?:{q}{q}(?:{inside})*+)*+){q}{end}")
    return proper, re.compile(rf"[ ]*{q}([^\r\n]*?){q}{end}")


def _cell(text: str, at: int, delimiter: str, quote: str, patterns: Patterns) -> tuple[str, int]:
    """The cell that begins at a place, and where it ends; a quote that never closes is a sign."""
    if re.compile(rf"[ ]*{re.escape(quote)}").match(text, at):
        for number, pattern in enumerate(patterns):
            found = pattern.match(text, at)
            if found:
                cell = found[1].replace(quote * 2, quote) if number == 0 else found[1]
                return cell, found.end()
    found = re.compile(rf"[^{re.escape(delimiter)}\r\n]*").match(text, at)
    return (found[0], found.end()) if found else ("", at)


def _careful_rows(
    text: str, delimiter: str, quote: str, place: str, first_line: int
) -> tuple[list[list[str]], list[int]]:
    """Rows of a file with quotes out of place, or with cells of several lines, and their lines.

    Lines without quotes are cut as they are; the others cell by cell.
    """
    rows: list[list[str]] = []
    lines: list[int] = []
    at, line = 0, first_line
    ends = re.compile(r"\r\n|\n|\r|\Z")
    patterns = _patterns(delimiter, quote, several_lines=True)
    many = _many(text, delimiter)
    while at < len(text):
        end = ends.search(text, at)
        stop = end.start() if end else len(text)
        lines.append(line - first_line)
        if text.find(quote, at, stop) < 0:
            rows.append(text[at:stop].split(delimiter))
            at, line = _after(text, stop), line + 1
            continue
        row: list[str] = []
        while True:
            cell, stop = _cell(text, at, delimiter, quote, patterns)
            if _unclosed(cell, text[at:stop], quote, delimiter, many):
                raise _open_quote(place, line)
            row.append(cell)
            line += len(re.findall(r"\r\n|\n|\r", text[at:stop]))
            if text[stop : stop + 1] != delimiter:
                break
            at = stop + 1
        rows.append(row)
        at, line = _after(text, stop), line + 1
    return rows, lines


def _after(text: str, stop: int) -> int:
    """Where the next line begins."""
    return stop + (2 if text.startswith("\r\n", stop) else 1)


def _many(text: str, delimiter: str) -> int:
    """Delimiters that make a line look like a row: half of what the fullest line has."""
    lines = re.split(r"\r\n|\n|\r", text, maxsplit=LOOKED_AT)[:LOOKED_AT]
    return max(2, max(line.count(delimiter) for line in lines) // 2)


def _unclosed(cell: str, raw: str, quote: str, delimiter: str, many: int) -> bool:
    """Whether the quote of a cell never ends, or ends only after lines that look like rows."""
    if not raw.lstrip(" ").startswith(quote):
        return False
    if cell == raw:
        return cell.count(quote) % 2 == 1
    below = re.split(r"\r\n|\n|\r", cell)[1:]
    return len(below) > MOST_LINES or any(line.count(delimiter) >= many for line in below)


def _open_quote(place: str, line: int) -> InputError:
    found = say(
        "a quotation mark in line {line} is not closed there, so it is unclear where the cell ends",
        line=line,
    )
    allowed = say("quotation marks around the whole cell, or none")
    remedy = say("remove the mark in that line, or save the file anew as .xlsx")
    where = say("{file} line {line}", file=place, line=line)
    return InputError(Problem(where, found, allowed, remedy))
