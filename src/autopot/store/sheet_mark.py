"""A mark in every workbook of ours by which it can be seen whether somebody has saved it since."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping

PROPERTIES = "docProps/core.xml"
"""The part of an .xlsx file that holds the mark, and is not counted in it."""

START = b'<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/">autopot:'
"""With its namespace: openpyxl names that on the whole only where lxml is not installed."""

END = b"</cp:coreProperties>"
MARK = re.compile(rb"<dc:identifier[^>]*>autopot:([0-9a-f]{64})</dc:identifier>")


def with_mark(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of an .xlsx file, with the mark among its properties.

    Parameters
    ----------
    parts : name in the archive -> content, `PROPERTIES` among them; a mark that is there is
        replaced.
    """
    mark = START + _digest(parts).encode() + b"</dc:identifier>"
    return {**parts, PROPERTIES: MARK.sub(b"", parts[PROPERTIES]).replace(END, mark + END)}


def as_written(content: bytes) -> bool:
    """Whether this is a workbook of ours that nobody has saved since we wrote it.

    Parameters
    ----------
    content : of any file. Excel and its likes drop the mark or change the parts when they save.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return False
    mark = MARK.search(parts.get(PROPERTIES, b""))
    return mark is not None and mark[1].decode() == _digest(parts)


def _digest(parts: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for name in sorted(parts):
        if name != PROPERTIES:
            total.update(f"{name}:{hashlib.sha256(parts[name]).hexdigest()}\n".encode())
    return total.hexdigest()
