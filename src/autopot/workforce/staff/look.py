"""What an .xlsx shows beside its values: formats, bold, hidden, grouped, merged; and its faults.

calamine reads values only. The rest is taken from the text of each sheet by patterns, for only the
cells that have a format of their own: 60,000 rows take a fraction of a second. No entity is ever
expanded, for nothing but numbers, references and short texts is read here.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from xml.etree.ElementTree import Element

import numpy as np
from defusedxml.ElementTree import fromstring
from numpy.typing import NDArray
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string

from autopot.workforce.staff.cells import Look

Faults = dict[tuple[int, int], str]
Shape = tuple[int, int]
ROOT = re.compile(rb"<(\w+:)?worksheet\b")
UNCALCULATED = ""
"""The fault of a formula whose value the file does not hold."""


@dataclass(frozen=True)
class Styles:
    """Number format and boldness of each cell style that has either.

    Parameters
    ----------
    formats : number of the style -> number format, "" for General.
    bold : numbers of the styles with bold text.
    """

    formats: Mapping[int, str]
    bold: frozenset[int]


class Book:
    """The parts of an .xlsx that calamine does not read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = _sheet_members(archive)
        self._styles = _styles(archive)

    def look(self, name: str, shape: Shape, hidden: bool) -> tuple[Look | None, Faults]:
        """Look and faults of a sheet.

        Parameters
        ----------
        name : name of the sheet.
        shape : rows and columns of its cells.
        hidden : whether the sheet is hidden.

        Returns
        -------
        The look, None where the sheet has no text of its own (a chart), and row and column of
        cells in error or with a formula without value -> the error, or UNCALCULATED.
        """
        member = self._members.get(name)
        if member is None or member not in self._archive.namelist():
            return None, {}
        text = self._archive.read(member)
        root = ROOT.search(text[:4096])
        prefix = root[1] or b"" if root else b""
        return _look(text, prefix, self._styles, shape, hidden), _faults(text, prefix, shape)


def _look(text: bytes, prefix: bytes, styles: Styles, shape: Shape, hidden: bool) -> Look:
    formats = np.full(shape, "", dtype=object)
    bold = np.zeros(shape, dtype=bool)
    wanted = sorted({*styles.formats, *styles.bold})
    if wanted:
        numbers = b"|".join(b"%d" % number for number in wanted)
        pattern = rb'<%sc(?=[^>]*?\ss="(%s)")[^>]*?\sr="([A-Z]{1,3})(\d{1,7})"' % (prefix, numbers)
        found = re.findall(pattern, text)
        style = np.array([int(one) for one, _, _ in found], dtype=np.int64)
        at = _places([(letters, row) for _, letters, row in found], shape)
        style, at = style[at[:, 0] >= 0], at[at[:, 0] >= 0]
        for number in np.unique(style):
            rows, columns = at[style == number].T
            formats[rows, columns] = styles.formats.get(int(number), "")
            bold[rows, columns] = int(number) in styles.bold
    hidden_rows, outline = np.zeros(shape[0], dtype=bool), np.zeros(shape[0], dtype=np.uint8)
    for tag in re.findall(rb"<%srow\s([^>]*(?:hidden|outlineLevel)=[^>]*)>" % prefix, text):
        row = int(_attribute(tag, "r") or 0) - 1
        if 0 <= row < shape[0]:
            hidden_rows[row] = _attribute(tag, "hidden") in ("1", "true")
            outline[row] = int(_attribute(tag, "outlineLevel") or 0)
    return Look(
        formats=formats,
        bold=bold,
        hidden_rows=hidden_rows,
        hidden_columns=_hidden_columns(text, prefix, shape[1]),
        outline=outline,
        merged=_merged(text, prefix),
        hidden=hidden,
    )


def _hidden_columns(text: bytes, prefix: bytes, width: int) -> NDArray[np.bool_]:
    result = np.zeros(width, dtype=bool)
    for tag in re.findall(rb"<%scol\s([^>]*hidden=[^>]*)>" % prefix, text):
        if _attribute(tag, "hidden") in ("1", "true"):
            first, last = (int(_attribute(tag, name) or 0) for name in ("min", "max"))
            result[max(first - 1, 0) : last] = True
    return result


def _merged(text: bytes, prefix: bytes) -> tuple[tuple[int, int, int, int], ...]:
    pattern = rb'<%smergeCell\s[^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"' % prefix
    return tuple(
        (int(top) - 1, _column(left), int(bottom) - 1, _column(right))
        for left, top, right, bottom in re.findall(pattern, text)
    )


def _faults(text: bytes, prefix: bytes, shape: Shape) -> Faults:
    """Cells in error, and formulas whose value the file does not hold."""
    result: Faults = {}
    if b't="e"' in text:
        pattern = rb'<%sc(?=[^>]*?\st="e")([^>]*)>(?:(?!</%sc>).)*?<%sv[^>]*>([^<]+)<'
        for tag, value in re.findall(pattern % (prefix, prefix, prefix), text, re.S):
            _note(result, tag, unescape(value.decode("utf-8", "replace")).strip(), shape)
    if b"<%sf" % prefix in text:
        formula = rb"<%sf(?:\s[^>]*)?(?:/>|>[^<]*</%sf>)\s*" % (prefix, prefix)
        nothing = rb"(?:<%sv\s*/>|<%sv[^>]*>\s*</%sv>)?\s*</%sc>" % ((prefix,) * 4)
        for tag in re.findall(rb"<%sc(\s[^>]*)>\s*" % prefix + formula + nothing, text):
            if _attribute(tag, "t") in ("", "n", "e"):
                _note(result, tag, UNCALCULATED, shape)
    return result


def _note(faults: Faults, tag: bytes, fault: str, shape: Shape) -> None:
    place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", _attribute(tag, "r"))
    if place:
        ((row, column),) = _places([(place[1].encode(), place[2].encode())], shape).tolist()
        if row >= 0:
            faults[row, column] = fault


def _places(found: list[tuple[bytes, bytes]], shape: Shape) -> NDArray[np.int64]:
    """(n, 2) row and column from 0 of cells such as (b"C", b"12"); -1 for those outside."""
    letters = {name: _column(name) for name in {name for name, _ in found}}
    places = [(int(row) - 1, letters[name]) for name, row in found]
    result = np.array(places, dtype=np.int64).reshape(-1, 2)
    result[(result >= np.array(shape)).any(axis=1)] = -1
    return result


def _column(letters: bytes) -> int:
    return column_index_from_string(letters.decode()) - 1


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rb"(?:^|\s)%s=[\"']([^\"']*)[\"']" % name.encode(), tag)
    return found[1].decode("utf-8", "replace") if found else ""


def _sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of each sheet -> its file in the archive."""
    top = _targets(archive, "_rels/.rels", "")
    book = next((path for kind, path in top.values() if kind == "officeDocument"), "")
    folder, file = posixpath.split(book)
    parts = _targets(archive, f"{folder}/_rels/{file}.rels", folder)
    result = {}
    for element in _parsed(archive, book):
        if _local(element) == "sheet":
            key = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            result[element.get("name", "")] = parts.get(key, ("", ""))[1]
    return result


def _targets(archive: zipfile.ZipFile, member: str, folder: str) -> dict[str, tuple[str, str]]:
    """Id of each relation -> its kind and its file."""
    return {
        element.get("Id", ""): (
            element.get("Type", "").rsplit("/", 1)[-1],
            posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
        )
        for element in _parsed(archive, member)
        if _local(element) == "Relationship"
    }


def _styles(archive: zipfile.ZipFile) -> Styles:
    elements = _parsed(archive, "xl/styles.xml")
    own = {
        e.get("numFmtId", ""): e.get("formatCode", "") for e in elements if _local(e) == "numFmt"
    }
    fonts = next((list(e) for e in elements if _local(e) == "fonts"), [])
    bold_fonts = {str(number) for number, font in enumerate(fonts) if _is_bold(font)}
    cells = next((list(e) for e in elements if _local(e) == "cellXfs"), [])
    formats, bold = {}, set()
    for number, style in enumerate(cells):
        key = style.get("numFmtId", "0")
        code = own.get(key) or (BUILTIN_FORMATS.get(int(key), "") if key.isdigit() else "")
        if code and code != "General":
            formats[number] = code
        if style.get("fontId") in bold_fonts:
            bold.add(number)
    return Styles(formats, frozenset(bold))


def _is_bold(font: Element) -> bool:
    return any(_local(e) == "b" and e.get("val", "1") not in ("0", "false") for e in font)


def _parsed(archive: zipfile.ZipFile, member: str) -> list[Element]:
    """All elements of a part; none where it is not there."""
    if member not in archive.namelist():
        return []
    return list(fromstring(archive.read(member)).iter())


def _local(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]
