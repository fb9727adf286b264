"""Files are read within bounds of size, memory and time, so that none can take the program down.

A workbook whose extent was counted is read here. One that cannot be counted (.xls, .xlsb, .ods), or
is large, is read in a process of its own with a limit on memory and time.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from autopot.errors import AutopotError, InputError, Problem, no_such_file
from autopot.messages import say
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.extent import check_extent
from autopot.workforce.staff.sheets import read_sheets

COUNTED = (".xlsx", ".xlsm")
UNCOUNTED = (".xls", ".xlsb", ".ods")
SMALL = 20_000_000
"""Bytes unpacked up to which a counted workbook is read in this process."""

MEMORY = 2_000_000_000
"""Bytes that the reading process may fill."""

SECONDS, BYTES_A_SECOND = 20.0, 5_000_000
"""A reading process may take this long, and longer for a large file."""


def read_bounded(path: Path, read: Callable[[Path], list[Sheet]] = read_sheets) -> list[Sheet]:
    """All sheets of a file, whatever the file does.

    Parameters
    ----------
    path : as for `read_sheets`.
    read : the reader, called here where that is safe.

    Raises
    ------
    InputError
        As `read_sheets`; or the file is damaged, too large, or takes too much memory or time.
    """
    suffix = path.suffix.lower()
    try:
        unpacked = check_extent(path) if path.is_file() else 0
        apart = suffix in UNCOUNTED or (suffix in COUNTED and unpacked > SMALL)
        if apart and path.is_file() and not getattr(sys, "frozen", False):
            return _read_apart(path, unpacked)
        return read(path)
    except AutopotError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise damaged(path) from error
    except FileNotFoundError as error:
        raise no_such_file(path) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine's, which is no Exception
            raise
        raise damaged(path) from error


def _read_apart(path: Path, unpacked: int) -> list[Sheet]:
    seconds = SECONDS + max(unpacked, path.stat().st_size) / BYTES_A_SECOND
    command = [sys.executable, "-P", "-m", "autopot.workforce.staff.bounded", str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        found = say("the file is not read within {seconds:,.0f} seconds", seconds=seconds)
        remedy = say("save the staff list alone as .xlsx, and try again")
        raise InputError(Problem(str(path), found, remedy=remedy)) from error
    if done.returncode == 0:
        sheets: list[Sheet] = pickle.loads(done.stdout)
        return sheets
    if done.returncode == 1 and done.stdout:
        raise InputError(pickle.loads(done.stdout))
    raise damaged(path)


def damaged(path: Path) -> InputError:
    """The problem of a file that cannot be read at all."""
    found = say("the file is damaged, or too large to be read")
    remedy = say("open it in the program it was made in, and save it anew as .xlsx")
    return InputError(Problem(str(path), found, remedy=remedy))


def main(arguments: list[str]) -> NoReturn:
    """Read a file and write its sheets, or its problems, as a pickle to standard output.

    Parameters
    ----------
    arguments : the file.
    """
    _limit_memory()
    try:
        sheets = read_sheets(Path(arguments[0]))
    except InputError as error:
        _write(error.problems)
        os._exit(1)
    except BaseException:  # the parent says what every kind of damage has in common
        os._exit(3)
    _write(sheets)
    os._exit(0)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; time is bounded there too
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _write(answer: object) -> None:
    with os.fdopen(1, "wb", closefd=False) as file:
        pickle.dump(answer, file, protocol=pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main(sys.argv[1:])
