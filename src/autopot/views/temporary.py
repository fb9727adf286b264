"""Where openpyxl keeps a sheet while it is written: a folder of ours, gone with the process.

openpyxl writes every sheet to a file of its own in the system's folder of temporary files, and such
a sheet may hold what an HR file held. A process that is killed cannot remove it, so the files lie
in a folder that can be told to be ours, and the next process removes those that nobody holds.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from openpyxl.worksheet import _writer

PREFIX = "autopot-sheets-"
LOCK = ".lock"
YOUNG = 60
"""Seconds within which a folder may not be locked yet by the process that made it."""


def keep_sheets_apart() -> None:
    """Make openpyxl use a folder of this process, made when the first sheet is written."""
    _writer.NamedTemporaryFile = _sheet_file  # type: ignore[attr-defined]  # not in its stubs


def _sheet_file(**options: Any) -> Any:
    return tempfile.NamedTemporaryFile(**options, dir=_folder())


@cache
def _folder() -> Path:
    remove_leftovers()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = FileLock(folder / LOCK)
    lock.acquire()
    atexit.register(_leave, folder, lock)
    return folder


def _leave(folder: Path, lock: FileLock) -> None:
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)


def remove_leftovers() -> None:
    """Remove the folders of processes that were killed; a live process holds its lock."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        lock = FileLock(folder / LOCK)
        try:
            if time.time() - folder.stat().st_mtime < YOUNG:
                continue
            lock.acquire(timeout=0)
        except (Timeout, OSError):  # at work, or another user's
            continue
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)
