"""What a visitor keeps: a project folder that stays, and a private one for the staff file."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from autopot.store import write_output

PROJECT_FILE, MAPPINGS, RUNS, SCENARIOS = "prosjekt.json", "koblinger.xlsx", "runs", "scenarios"
ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".txt", ".tsv", ".parquet")
"""Of staff files that are read."""

PRIVATE = "autopot-app-"
"""What the names of private folders begin with."""

IN_USE = "i-bruk"
"""File in a private folder that its program holds locked for as long as it runs."""

UNDO = 50
"""Steps that can be taken back."""

Code = tuple[str, str, str]
"""Field, value and code of one mapping."""


@dataclass(frozen=True)
class Choices:
    """What a visitor has chosen; all of it is kept in `PROJECT_FILE`.

    Parameters
    ----------
    language : of the pages; empty until one is chosen.
    sum : checksum of the staff file, so that it is known again when it is sent anew.
    ending : of the staff file.
    workforce : keys of a scenario's workforce section, as chosen in the page.
    codes : codes that were chosen, field and value each once.
    undo : earlier `codes`, the last one last.
    scenario : name of a packaged or an own scenario.
    changes : section -> key -> value over the scenario.
    earlier : scenario and changes as they were before, the last one last.
    gap : fields of the form of the page *Gapet*, as they were sent last.
    """

    language: str = ""
    sum: str = ""
    ending: str = ""
    workforce: dict[str, Any] = field(default_factory=dict)
    codes: list[Code] = field(default_factory=list)
    undo: list[list[Code]] = field(default_factory=list)
    scenario: str = "base"
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    earlier: list[dict[str, Any]] = field(default_factory=list)
    gap: dict[str, Any] = field(default_factory=dict)


class Workspace:
    """The two folders of one visitor.

    Parameters
    ----------
    project : the folder that is kept.
    private : a folder that nobody else may read, gone at the end.

    `jobs` is page -> key of the study it has started last, `views` page -> what it shows of the
    staff file; neither outlives the program.
    """

    def __init__(self, project: Path, private: Path) -> None:
        self.project, self.private = project, private
        self.seen = time.monotonic()
        self.jobs: dict[str, str] = {}
        self.views: dict[str, Any] = {}
        self._lock = threading.RLock()
        project.mkdir(parents=True, exist_ok=True)
        private.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.choices = read_choices(project / PROJECT_FILE)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold others off while something is changed."""
        with self._lock:
            yield

    def choose(self, **changed: Any) -> Choices:
        """Keep what was chosen now.

        Parameters
        ----------
        changed : fields of `Choices`.
        """
        with self._lock:
            self.choices = Choices(**{**asdict(self.choices), **changed})
            content = json.dumps(asdict(self.choices), ensure_ascii=False, indent=1)
            write_output(self.project / PROJECT_FILE, content.encode(), replace=True)
            return self.choices

    @property
    def staff(self) -> Path | None:
        """The staff file, if it is here: it does not outlive the page."""
        path = self.private / f"ansatte{self.choices.ending}"
        return path if self.choices.ending and path.is_file() else None

    @property
    def mappings(self) -> Path | None:
        """The mapping file, if there is one."""
        path = self.project / MAPPINGS
        return path if path.is_file() else None

    def take_staff(self, content: bytes, ending: str) -> bool:
        """Keep a staff file for as long as the page is open.

        Parameters
        ----------
        content : of the file.
        ending : one of `ENDINGS`.

        Returns
        -------
        Whether it is the file that the choices were made for; those for another are forgotten,
        but for the codes, which hold for the same titles.
        """
        checksum = hashlib.sha256(content).hexdigest()
        with self._lock:
            same = checksum == self.choices.sum
            self.drop_staff()
            path = self.private / f"ansatte{ending}"
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            old = self.choices.workforce
            kept = old if same else {k: old[k] for k in ("municipality", "county") if k in old}
            self.choose(sum=checksum, ending=ending, workforce=kept)
            return same

    def drop_staff(self) -> None:
        """Remove the staff file and all that was read from it."""
        with self._lock:
            self.views.clear()
            shutil.rmtree(self.private, ignore_errors=True)
            self.private.mkdir(mode=0o700, parents=True, exist_ok=True)

    def runs(self) -> list[Path]:
        """The folders of finished runs, the newest first."""
        folder = self.project / RUNS
        found = [one for one in folder.glob("*") if (one / "manifest.json").is_file()]
        return sorted(found, key=lambda one: one.stat().st_mtime, reverse=True)

    def run(self, name: str) -> Path | None:
        """The folder of a run; None for any name that is not of one of ours.

        Parameters
        ----------
        name : as it stands in an address.
        """
        return next((one for one in self.runs() if one.name == name), None)

    def size(self) -> int:
        """Bytes of all that is kept."""
        files = (one for folder in (self.project, self.private) for one in folder.rglob("*"))
        return sum(one.lstat().st_size for one in files if one.is_file())


class Workspaces:
    """The folders of every visitor.

    Parameters
    ----------
    project : the folder that is kept: the one visitor's own, or with a folder for each.
    several : whether there may be many visitors.
    """

    def __init__(self, project: Path, several: bool) -> None:
        self._project, self._several = project, several
        remove_leftovers(Path(tempfile.gettempdir()))
        self._private = Path(tempfile.mkdtemp(prefix=PRIVATE))  # 0700 by itself
        self._held = FileLock(self._private / IN_USE)
        self._held.acquire()
        self._all: dict[str, Workspace] = {}
        self._lock = threading.Lock()

    def of(self, key: str) -> Workspace:
        """The folders of a visitor, made when they are first needed.

        Parameters
        ----------
        key : of the visitor: letters and digits.
        """
        if not re.fullmatch(r"[0-9a-z]+", key):
            raise ValueError("not the key of a visitor")
        with self._lock:
            if key not in self._all:
                project = self._project / key if self._several else self._project
                private = self._private / secrets.token_hex(16)
                self._all[key] = Workspace(project, private)
            space = self._all[key]
        space.seen = time.monotonic()
        return space

    def drop_idle(self, seconds: float) -> None:
        """Remove the staff files of those who have not been here for a while.

        Parameters
        ----------
        seconds : without a visit.
        """
        with self._lock:
            idle = [s for s in self._all.values() if time.monotonic() - s.seen > seconds]
        for space in idle:
            space.drop_staff()

    def close(self) -> None:
        """Remove every staff file."""
        self._held.release()
        shutil.rmtree(self._private, ignore_errors=True)


def remove_leftovers(temporary: Path) -> None:
    """Remove the private folders of programs that were killed before they could do it themselves.

    Parameters
    ----------
    temporary : where such folders are made.
    """
    for folder in temporary.glob(f"{PRIVATE}*"):
        if not folder.is_symlink() and _ours(folder) and _left(folder / IN_USE):
            shutil.rmtree(folder, ignore_errors=True)


def _ours(folder: Path) -> bool:
    """Whether a folder belongs to whoever runs this."""
    try:
        return os.name != "posix" or folder.lstat().st_uid == os.getuid()
    except OSError:
        return False  # it has just gone


def _left(lock: Path) -> bool:
    """Whether no program holds a lock any more."""
    if not lock.is_file():
        return False  # a program that begins just now has not made it yet
    try:
        with FileLock(lock, timeout=0):
            return True
    except (Timeout, OSError):
        return False


def read_choices(path: Path) -> Choices:
    """What was chosen before; nothing where there is no such file, or another's.

    Parameters
    ----------
    path : of `PROJECT_FILE`.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Choices()
    if not isinstance(said, Mapping):
        return Choices()
    first = Choices()
    known = {
        one.name: said[one.name]
        for one in fields(Choices)
        if isinstance(said.get(one.name), type(getattr(first, one.name)))
    }
    if known.get("ending", "") not in ("", *ENDINGS):
        return Choices()
    for name in ("codes", "undo"):
        known[name] = _codes(known.get(name, []), deep=name == "undo")
    return Choices(**known)


def _codes(said: list[Any], *, deep: bool) -> list[Any]:
    if deep:
        return [_codes(one, deep=False) for one in said if isinstance(one, list)][-UNDO:]
    right = [one for one in said if isinstance(one, list) and len(one) == len(("f", "v", "c"))]
    return [tuple(map(str, one)) for one in right]
