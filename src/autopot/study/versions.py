"""Which versions a result was made with: of everything that can move one of its figures."""

from __future__ import annotations

import platform
import sys
from collections.abc import Sequence
from typing import Any

from autopot.version import UNKNOWN, __version__, package_version

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


KERNEL = "architecture"
"""What threadpoolctl calls the kernel of a library."""

PAGE = ("vl-convert-python", "jinja2", "openpyxl")
"""What draws the charts of a page and lays out page and workbook; none of them moves a figure."""


def arithmetic() -> dict[str, str]:
    """What rounds the last digits here: they may differ elsewhere, at the same versions.

    Returns
    -------
    processor: its family; features: the groups of instructions that numpy uses beyond those that
    every processor of the family has; blas: library, version and the kernel that it has chosen.
    Nothing of it names the machine or who uses it.
    """
    from threadpoolctl import threadpool_info

    loaded = [found for found in threadpool_info() if found.get("user_api") == "blas"]
    own = [found for found in loaded if "numpy" in str(found.get("filepath"))]
    libraries = {
        " ".join(str(found.get(key) or UNKNOWN) for key in ("internal_api", "version", KERNEL))
        for found in own or loaded  # scipy brings one of its own, which moves no figure
    }
    return {
        "processor": platform.machine(),
        "features": " ".join(_features()) or UNKNOWN,
        "blas": ", ".join(sorted(libraries)) or UNKNOWN,
    }


def _features() -> list[str]:
    """Groups of instructions that numpy has found and uses, in its own words."""
    core = sys.modules.get("numpy._core._multiarray_umath")  # its place in numpy 2
    used = getattr(core, "__cpu_features__", {})
    return [name for name in getattr(core, "__cpu_dispatch__", []) if used.get(name)]
