"""Which version this is, and which versions of packages it runs on; also where none is installed.

A single-file build may hold no packages' metadata, so our own version stands here and is read from
here when the package is built.
"""

from __future__ import annotations

import sys
from importlib import metadata

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
