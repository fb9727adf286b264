"""Answers that a visitor keeps beside runs: a folder each, with what the page shows of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from autopot.store import own_manifest, write_output

COMPARISONS, GAPS = "comparisons", "gaps"
"""Folders of the project."""

VIEW = "answer.json"
"""What the page shows of an answer: text, tables of text, and lists of these."""

MOST_VIEW = 5_000_000
"""Bytes of it; more was not written here."""


def keep(folder: Path, view: Mapping[str, Any]) -> str:
    """Write what the page shows beside the files of an answer.

    Parameters
    ----------
    folder : of the answer, saved already.
    view : plain data; `title` stands in lists.

    Returns
    -------
    The name of the folder.
    """
    content = json.dumps(view, ensure_ascii=False, indent=1).encode()
    write_output(folder / VIEW, content, replace=True)
    return folder.name


def kept(project: Path, kind: str) -> list[Path]:
    """The folders of answers, the newest first.

    Parameters
    ----------
    project : the visitor's.
    kind : `COMPARISONS` or `GAPS`.
    """
    there = [
        one
        for one in (project / kind).glob("*")
        if not one.is_symlink() and (one / VIEW).is_file() and own_manifest(one) is not None
    ]
    return sorted(there, key=lambda one: one.stat().st_mtime, reverse=True)


def kept_one(project: Path, kind: str, name: str) -> Path | None:
    """The folder of an answer; None for any name that is not of one of ours.

    Parameters
    ----------
    project, kind : as for `kept`.
    name : as it stands in an address.
    """
    return next((one for one in kept(project, kind) if one.name == name), None)


def view_of(folder: Path) -> dict[str, Any]:
    """What the page shows of an answer; empty where it cannot be read.

    Parameters
    ----------
    folder : one of `kept`.
    """
    try:
        if (folder / VIEW).stat().st_size > MOST_VIEW:
            return {}
        said = json.loads((folder / VIEW).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def listed(project: Path, kind: str) -> list[dict[str, str]]:
    """Name, title, what else tells it apart, and time of every answer, the newest first.

    Parameters
    ----------
    project, kind : as for `kept`.
    """
    return [
        {
            "name": one.name,
            "title": str(view.get("title") or one.name),
            "about": str(view.get("about") or ""),
            "made": f"{datetime.fromtimestamp(one.stat().st_mtime):%d.%m.%Y %H:%M}",
        }
        for one, view in ((one, view_of(one)) for one in kept(project, kind))
    ]


def zipped(folder: Path) -> bytes:
    """A whole answer in one file; links in it are left out.

    Parameters
    ----------
    folder : one of `kept`.
    """
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                archive.write(path, f"{folder.name}/{path.relative_to(folder)}")
    return raw.getvalue()
