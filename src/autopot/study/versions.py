"""Which versions a result was made with: of everything that can move one of its figures."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from typing import Any

from autopot.version import __version__, package_version

FIGURES = ("numpy", "pandas", "pyarrow", "pydantic", "PyYAML")
"""What every figure goes through: arithmetic, tables, and the numbers of a scenario."""

FILES = ("charset-normalizer", "openpyxl", "python-calamine")
"""What reads a planner's own files."""

SOLVER = ("pyomo", "highspy")


def made_with(*more: Sequence[str]) -> dict[str, Any]:
    """The part of a manifest that says what made the result.

    Parameters
    ----------
    more : packages that had a hand in it beside `FIGURES`.

    Returns
    -------
    autopot and python, each a version, and packages, name -> version.

    >>> sorted(made_with(SOLVER)["packages"])
    ['PyYAML', 'highspy', 'numpy', 'pandas', 'pyarrow', 'pydantic', 'pyomo']
    """
    packages = [*FIGURES, *(name for group in more for name in group)]
    return {
        "autopot": __version__,
        "python": platform.python_version(),
        "packages": {name: package_version(name) for name in packages},
    }
