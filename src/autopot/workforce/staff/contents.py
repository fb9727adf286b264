"""What a file is by its content, whatever its ending says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from autopot.errors import Problem
from autopot.messages import say

WORKBOOKS = ("xlsx", "xlsb", "ods", "xls")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STARTS = {
    b"PAR1": "parquet",
    b"%PDF": "pdf",
    b"\x1f\x8b": "packed",
    b"7z\xbc\xaf": "packed",
    b"Rar!": "packed",
    b"SQLite format 3": "database",
    b"{\\rtf": "document",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
}
OLD_EXCEL = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00")
"""How a workbook of Excel 2-4 begins, which is a stream of records and nothing more."""

SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
LOOKED_AT = 4096
AGAIN = say("open it in Excel or LibreOffice, and save it as .xlsx")
AS_TABLE = say("export it as .xlsx or .csv")
IN_WORKBOOK = say("paste the table into a workbook, and save it as .xlsx")

WRONG = {
    "empty": (say("the file is empty: 0 bytes"), say("export it again")),
    "page": (
        say("the file is a web page (HTML), not a workbook"),
        say("open it in Excel and save it as .xlsx"),
    ),
    "spreadsheet_xml": (say("the file is an XML spreadsheet of Excel 2003"), AGAIN),
    "flat_ods": (say("the file is a flat XML spreadsheet (.fods)"), AGAIN),
    "xml": (say("the file is XML, not a table"), AS_TABLE),
    "locked": (
        say("the workbook is locked with a password"),
        say("save a copy without a password"),
    ),
    "numbers": (
        say("the file is an Apple Numbers document"),
        say("in Numbers: File > Export To > Excel"),
    ),
    "document": (say("the file is a text document, not a table"), IN_WORKBOOK),
    "slides": (say("the file is a presentation, not a table"), IN_WORKBOOK),
    "pdf": (say("the file is a PDF, not a table"), AS_TABLE),
    "picture": (say("the file is a picture, not a table"), AS_TABLE),
    "packed": (
        say("the file is a packed archive (zip or the like)"),
        say("unpack it, and name the file that is in it"),
    ),
    "database": (say("the file is a database, not a table"), AS_TABLE),
    "old_excel": (say("the file is a workbook of Excel 4 or older"), AGAIN),
    "damaged": (
        say("the file is damaged: it cannot be unpacked"),
        say("fetch it again where it came from"),
    ),
}
"""Kind -> what was found, and what to do."""


def content_of(path: Path) -> str:
    """What a file is: xlsx, xlsb, ods, xls, parquet, text, or a key of `WRONG`."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if not start:
        return "empty"
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return _in_zip(path)
    if start.startswith(OLE):
        return _in_ole(path)
    for sign, kind in STARTS.items():
        if start.startswith(sign):
            return kind
    if OLD_EXCEL.match(start):
        return "old_excel"
    return _in_text(start)


def _in_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            about = archive.read("mimetype")[:200] if "mimetype" in names else b""
    except Exception:  # a damaged archive fails in many ways, and means one thing
        return "damaged"
    if b"opendocument.spreadsheet" in about:
        return "ods"
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return "numbers"
    folders = {
        "xl/workbook.bin": "xlsb", "xl/": "xlsx", "word/": "document", "ppt/": "slides",
    }  # fmt: skip
    for folder, kind in folders.items():
        if any(name.startswith(folder) for name in names):
            return kind
    return "document" if b"opendocument" in about else "packed"


def _in_ole(path: Path) -> str:
    """By the names of its streams, which stand in UTF-16 in the directory."""
    content = path.read_bytes()
    streams = {
        "EncryptedPackage": "locked", "Workbook": "xls", "Book": "xls",
        "WordDocument": "document", "PowerPoint Document": "slides",
    }  # fmt: skip
    for name, kind in streams.items():
        if f"{name}\0".encode("utf-16-le") in content:
            return kind
    return "damaged"


def _in_text(start: bytes) -> str:
    """Web page or XML by the first sign that is no space, in any encoding."""
    text = start.replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe \t\r\n")
    if not text.startswith("<"):
        return "text"
    if SPREADSHEET_XML in text:
        return "spreadsheet_xml"
    if "opendocument" in text:
        return "flat_ods"
    if re.search(r"<(?:!doctype\s+html|html|head|body|table|meta|style)\b", text, re.I):
        return "page"
    return "xml" if re.match(r"<(?:\?xml|!--|!DOCTYPE|\w+[\s:>])", text) else "text"


def wrong_content(path: Path, kind: str) -> Problem:
    """The problem of a file that is not what it should be.

    Parameters
    ----------
    path : of the file.
    kind : a key of `WRONG`, as `content_of` gives it.
    """
    found, remedy = WRONG[kind]
    return Problem(str(path), found, remedy=remedy)
