"""What has been published of own staff: a folder beside the staff file, a file a staff.

A file is named by what it holds, so that runs at once write the same file or two others, and the
same staff stands once however often it is run. It holds no more than the results do.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autopot.json_text import plain_json
from autopot.store.manifest import MADE_BY, sha256

FOLDER = "autopot-publisert"
MOST_RECORDS = 200
"""Files that are read; more are no ledger of ours."""


def ledger_beside(file: Path) -> Path:
    """The folder of records beside a staff file; it need not be there."""
    return file.parent / FOLDER


def published(folder: Path) -> list[dict[str, Any]]:
    """The records in a folder, in the order of their names; files of others are left aside.

    Parameters
    ----------
    folder : as from `ledger_beside`; nothing is in one that is not there.
    """
    found = []
    try:
        files = sorted(folder.glob("*.json"))[:MOST_RECORDS]
    except OSError:
        return []
    for file in files:
        try:
            content = plain_json(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            continue
        if isinstance(content, dict) and content.get("made_by") == MADE_BY:
            found.append(content)
    return found


def publish(folder: Path, record: Mapping[str, Any]) -> Path | None:
    """Write a record, whole or not at all.

    Parameters
    ----------
    folder : as from `ledger_beside`; it is made.
    record : plain data.

    Returns
    -------
    The file; None where the place cannot be written.
    """
    text = json.dumps({"made_by": MADE_BY, **record}, ensure_ascii=False, sort_keys=True)
    file = folder / f"{sha256(text.encode())[:16]}.json"
    try:
        folder.mkdir(exist_ok=True)
        if file.exists():
            return file
        handle, partial = tempfile.mkstemp(dir=folder, suffix=".partial")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.replace(partial, file)
    except OSError:
        return None
    return file
