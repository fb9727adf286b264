"""The example package, installed for a test: its files and what an installer writes about it."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

EXAMPLE = Path(__file__).parent / "example_extension"


def install(folder: Path, example: Path = EXAMPLE) -> Path:
    """Lay a package out as an installer does, from its pyproject.toml alone; no network is needed.

    Parameters
    ----------
    folder : becomes a folder that can be put on sys.path.
    example : folder of the package, with pyproject.toml and src/.

    Returns
    -------
    The folder.
    """
    project = tomllib.loads((example / "pyproject.toml").read_text("utf-8"))["project"]
    shutil.copytree(example / "src", folder, dirs_exist_ok=True)
    about = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    about.mkdir()
    name, version = project["name"], project["version"]
    (about / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8"
    )
    lines = []
    for group, entries in project["entry-points"].items():
        lines += [f"[{group}]", *(f"{key} = {value}" for key, value in entries.items())]
    (about / "entry_points.txt").write_text("\n".join(lines), "utf-8")
    return folder
