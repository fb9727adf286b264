"""A mark in every office file of ours that shows whether somebody has saved it since."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping

PROPERTIES = "docProps/core.xml"
"""The part of an .xlsx or .pptx file that holds the mark, and is not counted in it."""

ZIP_TIME = (2020, 1, 1, 0, 0, 0)
END = b"</cp:coreProperties>"
OPENED = b'<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/">'
"""With its namespace: where openpyxl writes with lxml, the file's own element has none."""
MARK = re.compile(rb"<dc:identifier[^>]*>autopot:([0-9a-f]{64})</dc:identifier>")


def with_mark(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of an .xlsx or .pptx file, with the mark among its properties.

    Parameters
    ----------
    parts : name in the archive -> content, `PROPERTIES` among them; a mark that is there is
        replaced.
    """
    mark = OPENED + b"autopot:" + _digest(parts).encode() + b"</dc:identifier>"
    return {**parts, PROPERTIES: MARK.sub(b"", parts[PROPERTIES]).replace(END, mark + END)}


def as_written(content: bytes) -> bool:
    """Whether this is a workbook or a slide deck of ours that nobody has saved since we wrote it.

    Parameters
    ----------
    content : of any file. Office programs drop the mark or change the parts when they save.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return False
    mark = MARK.search(parts.get(PROPERTIES, b""))
    return mark is not None and mark[1].decode() == _digest(parts)


def archived(parts: Mapping[str, bytes]) -> bytes:
    """Parts as one file, all of one time, so that the same parts give the same bytes.

    Parameters
    ----------
    parts : name in the archive -> content.
    """
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return result.getvalue()


def _digest(parts: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for name in sorted(parts):
        if name != PROPERTIES:
            total.update(f"{name}:{hashlib.sha256(parts[name]).hexdigest()}\n".encode())
    return total.hexdigest()
