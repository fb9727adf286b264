"""Which version this is, and which versions of packages it runs on; also where none is installed.

A single-file build may hold no packages' metadata, so our own version stands here and is read from
here when the package is built.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

__version__ = "0.1.0"

UNKNOWN = "–"
"""Stands for the version of a package that does not tell it."""


def package_version(name: str) -> str:
    """The version of an installed package, as its metadata or the imported package tells it.

    >>> package_version("no-such-package")
    '–'
    """
    try:
        return metadata.version(name)
    except (metadata.PackageNotFoundError, ValueError):  # also a name that is none
        return str(getattr(sys.modules.get(name), "__version__", UNKNOWN))


PACKAGE = Path(__file__).resolve().parent
SUFFIXES = (".py", ".po", ".html", ".css", ".js", ".txt")
"""Of the files of the package that a result may depend on."""


@cache
def source_digest(package: Path = PACKAGE) -> str:
    """What autopot itself is here, which may change while its version does not.

    Parameters
    ----------
    package : its folder.

    Returns
    -------
    SHA-256 of its programs, words and templates and of the tables and scenarios that come with it,
    the same in the repository and in an installed wheel, on every system; `UNKNOWN` where its files
    cannot be read.

    >>> len(source_digest())
    64
    """
    inside = package / "packaged"
    beside = inside if inside.is_dir() else package.parents[1]
    parts = [("", package, SUFFIXES), ("data/", beside / "data", (".csv",))]
    parts.append(("scenarios/", beside / "scenarios", (".yaml",)))
    whole = hashlib.sha256()
    try:
        for start, folder, suffixes in parts:
            found = [file for file in folder.rglob("*") if file.suffix in suffixes]
            own = [file for file in found if start or inside not in file.parents]
            files = {start + file.relative_to(folder).as_posix(): file for file in own}
            for name in sorted(files):
                content = files[name].read_bytes().replace(b"\r\n", b"\n")
                whole.update(f"{name}\0{len(content)}\0".encode() + content)
    except OSError:
        return UNKNOWN
    return whole.hexdigest()
