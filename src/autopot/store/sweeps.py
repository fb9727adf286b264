"""A sweep's directory: one small file a point, whole or not there at all.

    manifest.json            what the sweep was made of
    sweep.yaml               the file it was asked for with
    design.parquet           settings of every point
    results/point=0001/part.parquet

A point is finished when its file can be read whole, page by page against the checksums inside it,
and carries the mark of this sweep and this point. Everything else counts as not there.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from autopot.errors import InputError, Problem
from autopot.json_text import plain_json
from autopot.messages import Text, say
from autopot.store import (
    ANOTHER_FOLDER,
    MANIFEST,
    cannot_write,
    in_use,
    marked,
    sha256,
    write_output,
)

if TYPE_CHECKING:
    from filelock import FileLock

RESULTS = "results"
DESIGN = "design.parquet"
SWEEP = "sweep.yaml"
LOCK = ".lock"
MARK = b"autopot_point"

MAKE_ROOM = say("make room or give the right to write, and run the same command again")

NOT_COMPARED = ("made_by", "kind", "sweep", "hash", "files")
"""Parts of a manifest that follow from the others."""


@dataclass(frozen=True)
class SweepFolder:
    """A sweep's directory with its manifest.

    Parameters
    ----------
    path : of the directory.
    manifest : what the sweep was made of, as it stands in manifest.json.
    """

    path: Path
    manifest: Mapping[str, Any]

    @property
    def points(self) -> int:
        """How many points the sweep has."""
        return int(self.manifest["points"])

    @property
    def results(self) -> Path:
        """The partitioned Parquet data set."""
        return self.path / RESULTS

    def finished(self) -> list[int]:
        """Numbers of the points whose file is whole."""
        return [number for number in range(1, self.points + 1) if self._is_whole(number)]

    def read(self, numbers: Sequence[int]) -> pd.DataFrame:
        """The results of some points, one after the other.

        Parameters
        ----------
        numbers : of finished points, from 1.

        Returns
        -------
        The columns that `write` was given, after `point`, the number. None for no points.
        """
        if not numbers:
            return pd.DataFrame()
        files = [str(self._file(number)) for number in numbers]
        every = pd.read_parquet(files, partitioning="hive")
        point = every.pop("point").astype(int)
        return pd.concat([point, every], axis=1)

    def write(self, number: int, frame: pd.DataFrame) -> None:
        """Write the result of a point, whole or not at all.

        Parameters
        ----------
        number : of the point, from 1.
        frame : columns of its results; the file of an earlier try is replaced.

        Raises
        ------
        InputError
            The place cannot be written.
        """
        file = self._file(number)
        content = _parquet(frame, self._mark(number))
        write_output(file, content, str(file), MAKE_ROOM, replace=True)

    def _file(self, number: int) -> Path:
        digits = max(4, len(str(self.points)))
        return self.results / f"point={number:0{digits}d}" / "part.parquet"

    def _mark(self, number: int) -> bytes:
        return f"{self.manifest['hash']}:{number}".encode()

    def _is_whole(self, number: int) -> bool:
        import pyarrow.parquet as pq
        from pyarrow import ArrowException

        file = self._file(number)
        if not file.is_file():
            return False
        try:
            with pq.ParquetFile(file, page_checksum_verification=True) as content:
                mark = (content.schema_arrow.metadata or {}).get(MARK)
                return mark == self._mark(number) and content.read().num_rows > 0
        except (ArrowException, OSError):  # cut off, or changed since it was written
            return False


def _parquet(frame: pd.DataFrame, mark: bytes) -> bytes:
    """A table as Parquet with a checksum on every page, marked with the point it belongs to."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), MARK: mark})
    buffer = io.BytesIO()
    pq.write_table(table, buffer, write_page_checksum=True)
    return buffer.getvalue()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other processes from a sweep; the system frees it however this one ends.

    Raises
    ------
    InputError
        Another process is at work on it, or the directory cannot be made.
    """
    lock = _lock(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        got = _acquired(lock)
    except OSError as error:
        raise cannot_write(f"--out {path}", error, ANOTHER_FOLDER) from error
    if not got:
        raise InputError(_running(path))
    try:
        yield
    finally:
        lock.release()


def _running(path: Path) -> Problem:
    return Problem(
        str(path),
        say("this sweep is running already"),
        say("one sweep at a time"),
        say("wait, and see how far it is: autopot sweep status {folder}", folder=path),
    )


def at_work(path: Path) -> bool:
    """Whether a process is running the sweep in a directory now."""
    if not (path / LOCK).is_file():
        return False
    lock = _lock(path)
    try:
        got = _acquired(lock)
    except OSError:  # we may not write here, so nobody is known to
        return False
    if got:
        lock.release()
    return not got


def _lock(path: Path) -> FileLock:
    from filelock import FileLock

    return FileLock(path / LOCK)


def _acquired(lock: FileLock) -> bool:
    from filelock import Timeout

    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


def check_place(path: Path, manifest: Mapping[str, Any]) -> None:
    """A sweep can be made or gone on with in a directory.

    Parameters
    ----------
    path : of the sweep's directory; need not be there.
    manifest : of the sweep that is to be made or gone on with.

    Raises
    ------
    InputError
        It holds something else, or a sweep made of something else.
    """
    if (path / MANIFEST).is_file():
        earlier = read_sweep(path).manifest
        if earlier["hash"] != manifest["hash"]:
            raise InputError(_another_sweep(path, earlier, manifest))
        return
    taken = path.exists() and not path.is_dir()
    if taken or (path.is_dir() and any(not _begun(file.name) for file in path.iterdir())):
        allowed = say("a new or empty folder, or that of the same sweep")
        raise InputError(in_use(f"--out {path}", allowed))


def _begun(name: str) -> bool:
    """Whether a file is what a sweep leaves that was stopped before its manifest was written."""
    return name in (LOCK, DESIGN, SWEEP) or name.endswith((".partial", ".lock"))


def open_sweep(
    path: Path, manifest: Mapping[str, Any], design: pd.DataFrame, text: bytes
) -> SweepFolder:
    """The directory of a sweep, made now or begun earlier; to be called while it is locked.

    Parameters
    ----------
    path : the directory.
    manifest : what the sweep is made of, with its `hash` and number of `points`.
    design : settings of every point.
    text : the sweep file.

    Raises
    ------
    InputError
        See `check_place`; or the directory cannot be written.
    """
    check_place(path, manifest)
    if (path / MANIFEST).is_file():
        return read_sweep(path)
    files = {DESIGN: design.to_parquet(index=False), SWEEP: text}
    whole = {
        **marked("sweep"),
        **manifest,
        "files": {name: sha256(content) for name, content in files.items()},
    }
    content = json.dumps(whole, indent=2, ensure_ascii=False, default=str)
    # The manifest comes last: without it, the directory is not a sweep yet.
    for name, each in {**files, MANIFEST: f"{content}\n".encode()}.items():
        write_output(path / name, each, replace=name != SWEEP)  # that one may be the user's own
    return SweepFolder(path, whole)


def read_sweep(path: Path) -> SweepFolder:
    """The directory of a sweep that was begun.

    Raises
    ------
    InputError
        It is not such a directory.
    """
    try:
        manifest = plain_json((path / MANIFEST).read_text(encoding="utf-8"))
        known = isinstance(manifest, dict) and isinstance(manifest["points"], int)
        known = known and isinstance(manifest["hash"], str) and isinstance(manifest["sweep"], str)
    except (OSError, ValueError, KeyError):
        known = False
    if not known:
        allowed = say("a folder made by autopot sweep, with manifest.json")
        remedy = say("check the name of the folder")
        raise InputError(Problem(str(path), say("not a sweep"), allowed, remedy))
    return SweepFolder(path, manifest)


def _another_sweep(
    path: Path, earlier: Mapping[str, Any], manifest: Mapping[str, Any]
) -> list[Problem]:
    """What was changed since the sweep in a directory was begun."""
    before, now = _flat(earlier), _flat(manifest)
    names = [n for n in {**before, **now} if before.get(n) != now.get(n)]
    remedy = say("choose another folder, or put back what was changed")
    return [
        Problem(f"--out {path}", _is_now(name, now.get(name)), _as_begun(before.get(name)), remedy)
        for name in names
    ]


def _is_now(name: str, value: object) -> Text:
    if value is None:
        return say("{name} is gone", name=name)
    return say("{name} is {value}", name=name, value=_short(value))


def _as_begun(value: object) -> Text:
    if value is None:
        return say("nothing, as when the sweep there was begun")
    return say("{value}, as when the sweep there was begun", value=_short(value))


def _flat(value: Any, at: str = "") -> dict[str, Any]:
    if isinstance(value, dict) and value:
        parts = {k: v for k, v in value.items() if at or k not in NOT_COMPARED}
        return {
            k: v for key, inner in parts.items() for k, v in _flat(inner, f"{at}.{key}").items()
        }
    return {at.removeprefix("."): value}


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:37]}…"
