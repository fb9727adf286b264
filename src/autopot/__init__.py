"""autopot: technical automation potential in Norwegian municipalities, with ranges and sources.

>>> import autopot
>>> autopot.run("base", draws=200).potential["level"].nunique()
12
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from autopot.version import __version__

if TYPE_CHECKING:
    from autopot.api import (
        Result,
        Session,
        bounds,
        check_staff,
        compare,
        explain,
        gap,
        plan,
        run,
        save_chart,
        save_jsonstat,
        sensitivity,
        start_folder,
        sweep,
        sweep_state,
        track,
        verify,
        write_template,
    )
    from autopot.errors import AutopotError, InputError

__all__ = [
    "AutopotError",
    "InputError",
    "Result",
    "Session",
    "__version__",
    "bounds",
    "check_staff",
    "compare",
    "explain",
    "gap",
    "plan",
    "run",
    "save_chart",
    "save_jsonstat",
    "sensitivity",
    "start_folder",
    "sweep",
    "sweep_state",
    "track",
    "verify",
    "write_template",
]

# openpyxl takes lxml where it finds it, which python-pptx brings: another writer, other bytes, and
# a reader without the guards of defusedxml. Said here, before anything imports openpyxl.
os.environ.setdefault("OPENPYXL_LXML", "False")

_ERRORS = ("AutopotError", "InputError")


def __getattr__(name: str) -> Any:
    """Load the public names when they are first used, so that `autopot --help` starts fast."""
    if name not in __all__:
        raise AttributeError(f"module 'autopot' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("autopot.errors" if name in _ERRORS else "autopot.api"), name)
