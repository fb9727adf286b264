"""What a file is by its content, whatever its ending says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from autopot.errors import Norwegian, Problem

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
AGAIN = ("save it as .xlsx", "åpne den i Excel eller LibreOffice, og lagre som .xlsx")

WRONG: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "empty": (
        ("the file is empty: 0 bytes", "filen er tom: 0 byte"),
        ("export it again", "hent ut filen på nytt"),
    ),
    "page": (
        ("a web page, not a workbook", "filen er en nettside (HTML), ikke en arbeidsbok"),
        ("open it in Excel and save it as .xlsx", "åpne den i Excel og lagre som .xlsx"),
    ),
    "spreadsheet_xml": (
        ("an XML spreadsheet of Excel 2003", "filen er et XML-regneark fra Excel 2003"),
        AGAIN,
    ),
    "flat_ods": (
        ("a flat XML spreadsheet (.fods)", "filen er et flatt XML-regneark (.fods)"),
        AGAIN,
    ),
    "xml": (
        ("an XML file, not a table", "filen er XML, ikke en tabell"),
        ("export it as .xlsx or .csv", "hent den ut som .xlsx eller .csv"),
    ),
    "locked": (
        ("the workbook is locked with a password", "arbeidsboken er låst med passord"),
        ("save a copy without password", "lagre en kopi uten passord"),
    ),
    "numbers": (
        ("an Apple Numbers document", "filen er et dokument fra Apple Numbers"),
        ("export it from Numbers as Excel", "i Numbers: Arkiv > Eksporter til > Excel"),
    ),
    "document": (
        ("a text document, not a table", "filen er et tekstdokument, ikke en tabell"),
        ("put the table in a workbook", "lim tabellen inn i et regneark og lagre som .xlsx"),
    ),
    "slides": (
        ("a presentation, not a table", "filen er en presentasjon, ikke en tabell"),
        ("put the table in a workbook", "lim tabellen inn i et regneark og lagre som .xlsx"),
    ),
    "pdf": (
        ("a PDF, not a table", "filen er en PDF, ikke en tabell"),
        ("export it as .xlsx or .csv", "hent den ut som .xlsx eller .csv"),
    ),
    "picture": (
        ("a picture, not a table", "filen er et bilde, ikke en tabell"),
        ("export it as .xlsx or .csv", "hent den ut som .xlsx eller .csv"),
    ),
    "packed": (
        ("a packed archive", "filen er et pakket arkiv (zip eller lignende)"),
        ("unpack it, and name the file in it", "pakk den ut, og oppgi filen som ligger i den"),
    ),
    "database": (
        ("a database, not a table", "filen er en database, ikke en tabell"),
        ("export it as .xlsx or .csv", "hent den ut som .xlsx eller .csv"),
    ),
    "old_excel": (
        ("a workbook of Excel 4 or older", "filen er en arbeidsbok fra Excel 4 eller eldre"),
        AGAIN,
    ),
    "damaged": (
        ("a damaged file: it cannot be unpacked", "filen er skadet: den lar seg ikke pakke ut"),
        ("fetch or export it again", "hent den på nytt der den kom fra"),
    ),
}
"""Kind -> what was found, and what to do, each in English and Norwegian."""


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
    """The problem of a file that is not what it should be."""
    (found, found_nb), (remedy, remedy_nb) = WRONG[kind]
    return Problem(str(path), found, "", remedy, nb=Norwegian(found_nb, "", remedy_nb))
