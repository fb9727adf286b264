"""Where the files that come with autopot lie."""

from __future__ import annotations

from pathlib import Path


def packaged_directory(name: str) -> Path:
    """The folder `data` or `scenarios`: inside an installed wheel, or in the repository.

    >>> packaged_directory("scenarios").joinpath("base.yaml").is_file()
    True
    """
    package = Path(__file__).resolve().parents[1]
    installed = package / "packaged" / name
    return installed if installed.is_dir() else package.parents[1] / name
