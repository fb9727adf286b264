"""Where the files that come with autopot lie."""

from __future__ import annotations

from pathlib import Path

PLAN_PREFIX = "plan-"
"""Files of the folder `scenarios` with such names are plans."""


def packaged_directory(name: str) -> Path:
    """The folder `data` or `scenarios`: inside an installed wheel, or in the repository.

    >>> packaged_directory("scenarios").joinpath("base.yaml").is_file()
    True
    """
    package = Path(__file__).resolve().parents[1]
    installed = package / "packaged" / name
    return installed if installed.is_dir() else package.parents[1] / name


def packaged_files() -> list[str]:
    """Names of the scenarios and plans that come with autopot.

    >>> "base" in packaged_files(), "plan-example" in packaged_files()
    (True, True)
    """
    return sorted(path.stem for path in packaged_directory("scenarios").glob("*.yaml"))


def packaged_plans() -> list[str]:
    """Names of the plans that come with autopot."""
    return [name for name in packaged_files() if name.startswith(PLAN_PREFIX)]
